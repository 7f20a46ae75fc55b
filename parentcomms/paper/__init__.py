"""Answers that come back on paper: typed in by the form's code, and their scans.

A paper yes needs the form's code (UK GDPR Art 7(1): it must be shown who said it). A batch scan
dropped in later is split by code and attached to what was typed.
"""
