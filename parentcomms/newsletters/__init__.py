"""Newsletters: written here or brought as the office's own PDF, looked at, timed and kept (10.1).

An issue is a Communication of its own kind; versions, approval, delivery and coverage are those of
every other text. This room adds what only a newsletter has: a saved audience, pictures and their
checks, a time to go out, and the page where the issue stays.
"""
