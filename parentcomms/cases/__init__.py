"""Handling what was raised with the school: stages, clocks, notes, outcome (policy 10.1.2, 11).

A case is a concern and the facts appended to it; where it stands is derived. A note stays inside,
a message goes to the sender. Who may see a case is asked of the routing table in concerns.
"""
