"""Approving exactly what goes out (policy 5.3, 5.4).

An approval belongs to the hash of the exact content and audience. Any edit voids it.
Only the head approves what the head wrote.
"""
