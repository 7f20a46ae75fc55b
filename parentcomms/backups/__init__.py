"""Backups, restoring, and carrying a school to another database.

A backup is one sealed file with everything a second machine needs: the database, the uploads, the
settings and the keys. It counts only after it was opened again and its audit chain held.
"""
