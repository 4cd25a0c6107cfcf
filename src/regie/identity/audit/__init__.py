"""The record of what was done, which cannot be changed unseen."""
