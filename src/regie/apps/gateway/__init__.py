"""One door over language-model providers, with one budget."""
