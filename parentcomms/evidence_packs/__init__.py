"""The evidence pack: what was asked, said, shown, checked, posted and removed, in order.

One PDF about one child or one publication, with the numbers and digests of the audit chain beside
each line, for somebody outside the school to read. What only the head and the DSL may read is not
gathered in the first place.
"""
