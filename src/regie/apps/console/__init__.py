"""The administrator's app: what the core's mechanisms do, and what can be done about it."""
