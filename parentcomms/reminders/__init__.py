"""Reminding those who have not answered about pictures, and are still needed.

Once a child's answers stand, the other adult has had the first notice and gets no more; whoever
said no is never reminded (policy 10.1.2: refusing brings no nagging). Spaced and capped by the
school, on school days only, in the words of the request that the head approved.
"""
