"""Salaries, what varies in a month, the runs that make payslips of them."""
