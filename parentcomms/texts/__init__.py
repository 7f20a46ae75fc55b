"""The words the service ships: letters, requests, inserts, notice, questions, short e-mails.

Markdown with placeholders like ((school_name)), one folder per language, nothing else. A school's
own wording is a new version in the database and starts from these. What a text has to keep
(policy 10.1.1 to 10.1.3 and 10.2) is checked by policies/words.py, for shipped and edited alike.

((link)) and lists such as ((photo_organisations)) stand alone in their paragraph, so that e-mail
can make a button of them and paper a square code.
"""
