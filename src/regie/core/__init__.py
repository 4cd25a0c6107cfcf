"""Mechanisms. This package knows no business word, no person and no app."""
