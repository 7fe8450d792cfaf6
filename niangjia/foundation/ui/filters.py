"""How numbers, dates and names are written (ui.md section 9)."""

from collections.abc import Callable
from typing import Any

FILTERS: dict[str, Callable[..., Any]] = {}
