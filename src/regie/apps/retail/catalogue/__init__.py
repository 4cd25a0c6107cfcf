"""Stores, the tree of categories, products and their prices."""
