"""Where a process starts: the command line and the web worker."""
