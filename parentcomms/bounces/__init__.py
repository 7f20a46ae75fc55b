"""What comes back: delivery reports (RFC 3464), addresses that do not work, and leaving a list.

A bounce belongs to the mail whose Message-ID it names, never to an address alone. A dead address,
or one that reaches somebody else, is suppressed: whoever it was for is written to on paper until
the office has a new one. Newsletters can be left (RFC 8058); letters and requests cannot.
"""
