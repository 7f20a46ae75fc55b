"""A tablet at parents' evening: staff open one adult's own page for that adult, and for no other.

The adult taps their own answers, recorded as given in person with the member of staff who opened
the page. It locks itself when they are done, or after ten minutes without a tap; nobody is signed
in as staff on the tablet, and nothing of the adult before is behind its back button.
"""
