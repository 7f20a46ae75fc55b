"""Children and adults written by hand: added, corrected, ended.

What an answer recorded is never touched: answers copy what was true when they were given. The next
import matches whoever was written by hand by the same rules as everybody, does not undo a
correction while the file is behind, and shows the office where the two contradict each other.
"""
