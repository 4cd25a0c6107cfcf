"""Absences and marks, added up per person and per site."""
