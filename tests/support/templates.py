"""Templates compiled once for a whole test process: each test has an application of its own, and they are slow to compile.

Import ``compiled_once`` into a test module, and it holds for every test there.
"""

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class Kept(BytecodeCache):
    """Compiled templates in memory; a bucket's key tells name and content."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the compiled template, if it was compiled before."""
        if (code := self._code.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_KEPT = Kept()


@pytest.fixture(autouse=True)
def compiled_once(app: Flask) -> None:
    """Let the application take its templates from those compiled before."""
    app.jinja_env.bytecode_cache = _KEPT
