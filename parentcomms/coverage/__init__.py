"""The coverage board (policy 10.1): who is due, held back, sent to, told; by class and by name.

Reads only, but for one act: the office says which printed letters were handed out. How far a letter
has come and who counts as told is decided in `communications`; here it is counted and shown, on a
page, as a workbook, and as a sheet for the governing board that names nobody.
"""
