"""What the school asks of families (policy 10.1.1 to 10.1.3, 10.2), and who has read it.

A statement has numbered versions with wording per language. An acknowledgement is not
consent: different record, different page, different button.
"""
