"""Codes that are sent by e-mail: invitations, new passwords, the first administrator."""
