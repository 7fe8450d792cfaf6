"""Verbs on unions: the only writers of the room's tables."""

from . import employer_imports, exports, imports, papers, team_imports, worker_imports
from .bulk import act_on_many
from .country import plant_country, plant_townships
from .details import mark_dormant, revive, update_details
from .employers import add_employer, register_certificate, revoke_certificate, update_employer
from .founding import approve_founding, found_union, prepare_union, withdraw_union
from .headcounts import Count, load_headcounts, state_headcount
from .history import move_union, rename_union
from .merging import dissolve_union, merge_unions, split_union
from .posts import appoint, create_post, dismiss, grant_roles, seat
from .since_2020 import founder, founder_of, plant_2020, relive_changes
from .terms import (
    by_election,
    latest_postponed,
    postpone_election,
    record_re_election,
    record_term,
    remind_re_election,
)
from .tree import Seedling, lock_tree, plant
from .workforce import state_workforce

__all__ = [
    "Count",
    "Seedling",
    "act_on_many",
    "add_employer",
    "appoint",
    "approve_founding",
    "by_election",
    "create_post",
    "dismiss",
    "dissolve_union",
    "employer_imports",
    "exports",
    "found_union",
    "founder",
    "founder_of",
    "grant_roles",
    "imports",
    "latest_postponed",
    "load_headcounts",
    "lock_tree",
    "mark_dormant",
    "merge_unions",
    "move_union",
    "papers",
    "plant",
    "plant_2020",
    "plant_country",
    "plant_townships",
    "postpone_election",
    "prepare_union",
    "record_re_election",
    "record_term",
    "register_certificate",
    "relive_changes",
    "remind_re_election",
    "rename_union",
    "revive",
    "revoke_certificate",
    "seat",
    "split_union",
    "state_headcount",
    "state_workforce",
    "team_imports",
    "update_details",
    "update_employer",
    "withdraw_union",
    "worker_imports",
]
