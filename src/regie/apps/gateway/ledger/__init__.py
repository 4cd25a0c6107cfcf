"""What is reserved and what was spent: one balance per key that never goes below zero."""
