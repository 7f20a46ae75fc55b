"""Paper and print: Markdown to e-mail, web, plain text, Word and PDF; QR codes.

Knows nothing of schools or people: it is handed text and values and gives back bytes.
Text is parsed once and rendered per recipient; values are put in escaped, at render.
"""
