"""That somebody reads in time: an unread report goes further, due days are chased, cover is set.

A weekly test proves that the alarm reaches a person (policy 10.1.2; a child may be at risk).
"""
