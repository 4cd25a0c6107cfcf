"""Documents of a personnel file: kept by core/files, handed out by links of five minutes."""
