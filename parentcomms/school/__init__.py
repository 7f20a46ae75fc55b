"""What the school decides about itself, as appended settings, and its calendar.

Owns: the school's details (name, type, addresses, safeguarding numbers), term dates,
INSET days and what a school day is. How the machine runs is config.py, not here.
"""
