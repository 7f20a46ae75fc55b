"""Where a file lies while a form arrives: never so that a full disk costs the words beside it.

What cannot be laid down, or is more than the page takes, is let go as it comes in; the fields of
the form are read all the same. Only whoever then opens that file meets the problem.
"""

from collections.abc import Iterable
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any

import flask

IN_MEMORY = 500 * 1024


class Spool(SpooledTemporaryFile[bytes]):
    """A file on its way in, of which no more is kept than `most` bytes, where that is said."""

    def __init__(self, most: int | None) -> None:
        super().__init__(max_size=IN_MEMORY, mode="rb+")
        self._most = most
        self._problem: OSError | None = None

    def write(self, content: Any) -> int:
        if self._problem is None:
            room = len(content) if self._most is None else max(0, self._most - self.tell())
            try:
                super().write(content[:room])
            except OSError as problem:
                self._give_up(problem)
        return len(content)

    def seek(self, *args: int) -> int:
        if self._problem is None:
            try:
                return super().seek(*args)
            except OSError as problem:  # what was still to be written did not fit either
                self._give_up(problem)
        return 0

    def _give_up(self, problem: OSError) -> None:
        self._problem = problem
        with suppress(OSError):
            self.close()

    def read(self, *args: int) -> bytes:
        self._say()
        return super().read(*args)

    def readline(self, *args: int) -> bytes:  # type: ignore[override]
        self._say()
        return super().readline(*args)

    def readlines(self, *args: int) -> list[bytes]:
        self._say()
        return super().readlines(*args)

    def writelines(self, lines: Iterable[Any]) -> None:
        for line in lines:
            self.write(line)

    def _say(self) -> None:
        if self._problem is not None:
            raise self._problem


class Request(flask.Request):
    """A request whose files a full disk cannot take down with the words."""

    most_of_a_file: int | None = None

    def _get_file_stream(self, *_args: Any, **_others: Any) -> Spool:
        return Spool(self.most_of_a_file)


def init_app(app: flask.Flask) -> None:
    app.request_class = Request
