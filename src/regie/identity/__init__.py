"""People, roles, scopes, sessions, tokens, audit: every app stands on it."""
