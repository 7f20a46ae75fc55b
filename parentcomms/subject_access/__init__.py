"""What the school holds about one person, as a draft for the data protection lead (UK GDPR Art 15).

`belonging.py` and the maps beside it say, table by table and column by column, how a row belongs
to a person, and what is not handed out and why; a test compares them with every table there is.
What tells of others, or of safeguarding, is listed sealed until the lead or the DSL decides.
"""
