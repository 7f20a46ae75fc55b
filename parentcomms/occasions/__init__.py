"""Asking about one occasion: a named outlet, a day, and the children it is about (policy 5.1).

Press and other outsiders are never covered by a standing answer. An occasion is a question of
its own, put to those who answer for the children named and to nobody else; its answers are
answers like any other, and count for that occasion only. Silence is no.
"""
