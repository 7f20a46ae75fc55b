"""The second step after a password: a code from a telephone, a passkey, or a code kept on paper.

For those who could do most harm: head, safeguarding leads, chair and administrator. A stolen
password then opens nothing, and a stolen database holds no secret that makes codes.
"""
