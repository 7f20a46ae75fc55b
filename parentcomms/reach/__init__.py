"""Each adult's own link as a file for the text or app service the school already has.

The links are derived when the file is written and are kept nowhere; only who was in it is. An
adult counts as *sent elsewhere* once the office says that the messages went, and never as told.
"""
