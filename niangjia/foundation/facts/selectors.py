"""Questions to the ledger: the doorways others use."""

from .behind import Behind, Contribution, Page, rows_behind
from .freezing import Verdict, rows_behind_snapshot, verify
from .metrics import figure, figures
from .readings import Part, Reading, Value, read, read_many
from .reconciling import Difference, reconcile

__all__ = [
    "Behind",
    "Contribution",
    "Difference",
    "Page",
    "Part",
    "Reading",
    "Value",
    "Verdict",
    "figure",
    "figures",
    "read",
    "read_many",
    "reconcile",
    "rows_behind",
    "rows_behind_snapshot",
    "verify",
]
