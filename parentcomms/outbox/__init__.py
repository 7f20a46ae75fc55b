"""Mail waiting in the database: the fact and its mail commit together or not at all.

Three marks are committed on the way: claimed, handing over, sent. Only an abandoned
handing-over becomes uncertain. Three lanes: a person is waiting, acknowledgements, bulk.
The only package that imports flask_mail.
"""
