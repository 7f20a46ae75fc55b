"""Day passes: somebody who is here for the day checks a picture, and learns nothing of a child.

The office makes a pass for some classes and one day. Its holder has no account, gets one verdict
for the whole picture, and may not ask about one child until it tells.
"""
