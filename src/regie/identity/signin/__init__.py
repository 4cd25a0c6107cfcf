"""Passwords, and how often one may try."""
