"""What was posted where, and what has to come down again (policy 5.3, 9.2; UK GDPR Art 7(3), 17).

A publication is a fact: what, where, when, by whom, under which check, with which children. The
takedown list is derived from those facts and the standing answers; nothing pushes into it.
"""
