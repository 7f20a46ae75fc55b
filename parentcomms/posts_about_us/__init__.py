"""A post about the school: what was asked, decided and by whom (policy 9.2, 9.4, 10.1.3, 11).

Each question is prompted and answered by a person, with a day and a reference; nothing is sent.
"""
