"""How many questions were answered, handed over and refused, day by day."""
