"""Who did what in the personnel file, and which pages are looked at most."""
