"""One file per command or group; each reads its options and calls one operation."""
