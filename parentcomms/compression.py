"""Pages leave compressed: a parent on a poor line waits for kilobytes.

Neither Flask nor the server compresses what is made on request (static files are compressed
beforehand). Compressing a page that holds a secret lets somebody who can make the reader ask for
it again and again, and can see how long the answers are, guess the secret (the BREACH attack).
So every answer is made longer by another random length, hidden in the name gzip may carry.
"""

import gzip
import io
import secrets

from flask import Flask, Response, request

LARGE_ENOUGH = 1000  # bytes; below it a page leaves in one packet anyhow
LONGEST_NAME = 100
LEVEL = 5


def compress(response: Response) -> Response:
    """Compress a page for a browser that takes it; files and streams are left alone."""
    if (
        response.mimetype != "text/html"
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
    ):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        page = response.get_data()
        if len(page) >= LARGE_ENOUGH:
            response.set_data(_gzipped(page))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _gzipped(page: bytes) -> bytes:
    out = io.BytesIO()
    name = secrets.token_hex(LONGEST_NAME)[: 1 + secrets.randbelow(LONGEST_NAME)]
    with gzip.GzipFile(name, "wb", LEVEL, out) as packed:
        packed.write(page)
    return out.getvalue()


def init_app(app: Flask) -> None:
    """Before the headers, which it does not touch."""
    app.after_request(compress)
