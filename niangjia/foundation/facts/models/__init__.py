"""The tables: the ledger itself, and what others merely declare."""

from .declared import DeclaredFigure
from .ledger import PLACE, ROOT, Counter, Entry, Moved, Snapshot, Tail

__all__ = ["PLACE", "ROOT", "Counter", "DeclaredFigure", "Entry", "Moved", "Snapshot", "Tail"]
