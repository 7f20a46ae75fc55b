"""Where things may be published or sent (policy 6.1, 8.1.6).

Platforms are data, not code (2.2). Only an approved, unsuspended channel can be picked.
Each channel says which photo uses a post there touches.
"""
