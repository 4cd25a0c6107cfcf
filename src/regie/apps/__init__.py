"""The business applications, one package each; they meet only through contracts."""
