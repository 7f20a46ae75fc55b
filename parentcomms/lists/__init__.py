"""Standing answers on a sheet: by class, club or trip, on screen, as PDF or as a workbook.

A print is out of date the moment an answer changes. So each carries its time and a short code,
the code says whether that sheet is still safe, and whoever printed it is told when it no longer
is. The export for the school's management system is a list of the same kind.
"""
