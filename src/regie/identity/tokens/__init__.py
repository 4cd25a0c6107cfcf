"""How machines say who they are."""
