"""Tasks, volumes and headcount from files."""
