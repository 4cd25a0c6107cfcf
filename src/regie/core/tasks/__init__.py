"""Jobs: what takes longer than an answer may, or runs when nobody asks."""
