"""Who there is, and which roles they have where."""
