"""Benchmarks that anybody can rerun: one module per path, run as `python -m bench.<path>`."""
