"""The tables of the room, by noun."""

from .employers import Certificate, Employer, Workforce
from .ledgers import LedgerHabit, SavedFilter
from .posts import BoardReview, Post, Tenure, Term
from .tree import Headcount, TreeLock, Union, UnionChange, UnionQuerySet

__all__ = [
    "BoardReview",
    "Certificate",
    "Employer",
    "Headcount",
    "LedgerHabit",
    "Post",
    "SavedFilter",
    "Tenure",
    "Term",
    "TreeLock",
    "Union",
    "UnionChange",
    "UnionQuerySet",
    "Workforce",
]
