"""Files that the management system drops into a folder, and clearing up after imports.

`instance/imports/` is looked into every few minutes. A file is planned, never loaded, unless the
settings say that a file without any doubt may load itself. The office gets a mail with a link.
What a file is and how it is read belongs to `people`.
"""
