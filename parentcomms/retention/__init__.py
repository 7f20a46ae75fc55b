"""What is kept for how long, and how it goes (UK GDPR Art 5(1)(e)).

`rules.py` says when something's time has come; the `*_finding.py` files find what that is today
and put it together as units, each removed whole or not at all; `actions.remove()` writes the stub
of every row first, in the same transaction, and is the only way out. A legal hold stops it.
"""
