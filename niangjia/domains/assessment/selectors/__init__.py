"""Questions about assessment: the doorways others may use."""

from .cycles import cycles, find_cycle, progress_of
from .frameworks import find_framework, frameworks
from .sheets import find_sheet, sheets_of
from .todos import todos

__all__ = [
    "cycles",
    "find_cycle",
    "find_framework",
    "find_sheet",
    "frameworks",
    "progress_of",
    "sheets_of",
    "todos",
]
