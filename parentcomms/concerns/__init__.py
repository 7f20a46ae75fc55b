"""Concerns, complaints and queries raised with the school (policy 10.1.2).

Receives a concern from anyone without an account and routes it by the table in rules.py.
Every list, count and message asks the same permission as the page.
"""
