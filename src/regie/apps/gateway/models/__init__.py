"""The models that a tenant offers, by names of its own."""
