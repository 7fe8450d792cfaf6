"""What cannot be taken from a cell."""

from typing import Any


class Bad(Exception):  # noqa: N818 - an answer, not an error
    """A cell that cannot be taken: a code of `sentences.py` and its words."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
