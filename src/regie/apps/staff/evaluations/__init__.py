"""Evaluations: a mark of 0 to 20 for a period, with a weight."""
