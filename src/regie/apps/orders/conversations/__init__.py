"""Conversations with customers: their messages, their memory, and who answers them."""
