"""The tables of the room, by noun."""

from .applications import Application, Poster
from .cards import Card, Check
from .memberships import Membership, Transfer
from .people import Merge, Person
from .rights import Consent, DataRequest, Purge

__all__ = [
    "Application",
    "Card",
    "Check",
    "Consent",
    "DataRequest",
    "Membership",
    "Merge",
    "Person",
    "Poster",
    "Purge",
    "Transfer",
]
