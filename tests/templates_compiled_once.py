"""Each template is compiled once a run, however many applications the tests build."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Remembered(BytecodeCache):
    """Compiled templates by name and source, for as long as this process lives."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def remember_compiled_templates() -> None:
    """For every application made from now on."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Remembered()}
