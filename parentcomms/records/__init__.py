"""Everyone's data, in one place: what the school must be able to say about it (UK GDPR Art 5(2)).

The page that leads to requests, retention and evidence packs; the outline of an impact assessment
and the paragraph for the privacy notice, filled with what this school really does; and the head
of the audit chain, which leaves the house each week.
"""
