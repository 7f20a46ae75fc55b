"""A new school's way from nothing to *ready to send*: one page of steps, in the order of work.

What is missing is decided in communications/ready_rules.py alone, which `flask doctor` and the
button that sends ask too. This room adds the order, why each step matters, the test message, the
look-up of the records that vouch for the school's e-mail, and the pilot with one class.
"""
