"""The tables of the room, by noun."""

from .appeals import Appeal, Supplement
from .bundles import Bundle, BundledResult
from .cycles import Cycle, CycleStage, Extension
from .frameworks import Dimension, Framework, Item
from .results import Draw, Naming, Nominee
from .sheets import Evidence, Reading, Score, ScoreChange, Sheet

__all__ = [
    "Appeal",
    "Bundle",
    "BundledResult",
    "Cycle",
    "CycleStage",
    "Dimension",
    "Draw",
    "Evidence",
    "Extension",
    "Framework",
    "Item",
    "Naming",
    "Nominee",
    "Reading",
    "Score",
    "ScoreChange",
    "Sheet",
    "Supplement",
]
