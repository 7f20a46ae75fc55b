"""The sender's own page of a concern: where it stands, and messages both ways (policy 10.1.2).

Reached by a code sent to the address given, by reference and passphrase where no name was left,
or by the family link of whoever said they came by it. A wrong guess is counted and tells nothing.
"""
