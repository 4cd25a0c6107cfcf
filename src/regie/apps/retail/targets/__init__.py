"""What a store shall make in a month."""
