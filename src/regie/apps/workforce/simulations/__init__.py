"""What the figures are worth: many runs with times and volumes that vary as they might."""
