"""What opens the door, and what each may spend."""
