"""The tables of the room, by noun."""

from .employers import Certificate, Employer, Workforce
from .posts import BoardReview, Post, Tenure, Term
from .secondments import Secondee, SecondmentNote, SecondmentRound
from .studios import Studio, StudioCover, StudioMember
from .teams import Team, TeamMember
from .tree import Headcount, TreeLock, Union, UnionChange, UnionQuerySet
from .workers import (
    Contract,
    CostPlan,
    Grading,
    Posting,
    SocialWorker,
    WorkerAppraisal,
    WorkerReview,
)

__all__ = [
    "BoardReview",
    "Certificate",
    "Contract",
    "CostPlan",
    "Employer",
    "Grading",
    "Headcount",
    "Post",
    "Posting",
    "Secondee",
    "SecondmentNote",
    "SecondmentRound",
    "SocialWorker",
    "Studio",
    "StudioCover",
    "StudioMember",
    "Team",
    "TeamMember",
    "Tenure",
    "Term",
    "TreeLock",
    "Union",
    "UnionChange",
    "UnionQuerySet",
    "WorkerAppraisal",
    "WorkerReview",
    "Workforce",
]
