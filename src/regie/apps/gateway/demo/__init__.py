"""A provider that needs no network, and thirty days of usage."""
