"""Absences: asked for, decided on, and booked in a ledger of which every balance is the sum."""
