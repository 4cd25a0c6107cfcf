"""The databases that can be read, each with what it takes to read it without risk."""
