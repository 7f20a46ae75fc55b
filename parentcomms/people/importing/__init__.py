"""Reading a school's pupils and their adults out of the files its management system exports.

`tables` turns a file into rows, `headings` finds out what the columns mean, `records` turns rows
into pupils and contacts, and `differences` says what loading them would change. All of it is
pure: no database and no clock. `readers` is the list of kinds of file; a new kind is one entry.

The school's system is the master; we never delete, and a blank cell never rubs anything out.
"""
