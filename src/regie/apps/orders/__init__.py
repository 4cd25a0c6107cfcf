"""Customers' questions about their orders, answered from another team's database."""
