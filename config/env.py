"""The only place that reads the environment."""

import os
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

import environ

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

env = environ.FileAwareEnv()


def made_once(name: str, make: Callable[[], str]) -> str:
    """A secret of this machine: made at the first start, kept in `var/` for its owner's eyes only.

    Two processes that start together agree on one.
    """
    VAR.mkdir(exist_ok=True)
    kept = VAR / name
    if not kept.exists():
        fresh = VAR / f"{name}.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text()


def new_secret(head: str, size: int) -> str:
    """`head:base64` of so many bytes of chance, as DATA_KEYS and INDEX_KEY are written."""
    return f"{head}:{b64encode(token_bytes(size)).decode()}"
