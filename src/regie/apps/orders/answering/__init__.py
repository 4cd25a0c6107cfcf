"""What an assistant says: from what was understood and what was found to an answer. Pure."""
