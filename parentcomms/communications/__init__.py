"""Letters, consent requests, newsletter inserts, newsletters and the website notice (10.1).

A communication has numbered versions; one exact version is approved, sent and shown.
Who was told is counted from deliveries, never from intentions.
"""
