"""The demo school: 210 pupils in 7 classes, made up, the same every time.

Siblings, twins, separated parents, two adults sharing an address, families without e-mail, a
child in care, an adopted child who must never be seen, a father on hold, two parents of one name.
Nobody in it is real; its instance is a demo from birth, and its mail never leaves.
"""
