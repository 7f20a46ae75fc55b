"""Telling on paper what an e-mail tells others: "your answers were updated, look here".

When staff record an answer for an adult, that adult is told. By e-mail it goes by itself; whoever
may only be written to by post, or has no e-mail, gets a letter that the office prints. Who still
waits for one is derived from the answers, the mails and the letters; no answer stands in it.
"""
