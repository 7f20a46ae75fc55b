"""Newsletter inserts through the year, what goes with them at an event, and the website notice.

An insert is a communication like any other (approved, versioned); this room plans one for each
half-term, offers the variant not used longest, makes the event pack that was approved with it, and
asks once a year whether the notice is still on the school's website (policy 10.1, 10.1.1).
"""
