"""The chat on shops' pages: a key per shop, where it may be used, and what it looks like there."""
