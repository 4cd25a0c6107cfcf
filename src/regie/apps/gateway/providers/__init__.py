"""Servers that answer with models: where they are, how they are, what opens them."""
