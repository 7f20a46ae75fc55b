"""Who may come in: staff by sign-in, families by their own link.

A sign-in is a row that can be listed and ended. One adult has one link, even when two adults
share an address. Sets g.staff and g.family on every request.
"""
