"""What an operator does to an installation: start, migrate, back up, restore, examine."""
