"""A request about a post, to one adult (policy 10.1.1, 10.1.3).

Courteous, and never repeated by itself: it asks, offers to talk, and judges nobody. The office or
the head writes it from a shipped text; the head alone approves it, unless a delegation names this
kind. It goes once, by e-mail or on paper, as a communication of its own kind.
"""
