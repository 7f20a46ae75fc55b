"""The audit chain: every act of consequence as one appended event.

An event holds act, table, row id, actor and the salted digest of the evidence row:
no name, text or answer. Each event carries the hash of the one before it, so a change,
a gap or a fork shows. `flask audit-verify` recomputes everything.
"""
