"""Questions to the ledger: the doorways others use."""

from .behind import Behind, Contribution, Page, rows_behind
from .metrics import figure, figures
from .readings import Part, Reading, Value, read, read_many

__all__ = [
    "Behind",
    "Contribution",
    "Page",
    "Part",
    "Reading",
    "Value",
    "figure",
    "figures",
    "read",
    "read_many",
    "rows_behind",
]
