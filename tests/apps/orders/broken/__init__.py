"""The orders' database breaks while people ask."""
