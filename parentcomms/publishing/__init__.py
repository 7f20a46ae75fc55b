"""The check before posting (policy 5.1, 5.3, 7.6.3, 8.1.4).

May this picture be posted there? One answer, with what to do about each child who stops it.
Every check is saved as evidence.
"""
