"""What was asked, what it cost, and why."""
