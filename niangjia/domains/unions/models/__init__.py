"""The tables of the room, by noun."""

from .employers import Certificate, Employer
from .posts import Post, Tenure, Term
from .tree import TreeLock, Union, UnionChange

__all__ = ["Certificate", "Employer", "Post", "Tenure", "Term", "TreeLock", "Union", "UnionChange"]
