"""Questions about assessment: the doorways others may use."""

from niangjia.domains.assessment.policy import READERS

from .cycles import cycles_of, find_cycle, progress_of
from .frameworks import find_framework, frameworks_of
from .log import appeals_filed
from .overview import attention, reports_due
from .sheets import find_sheet, sheets_among, sheets_of
from .todos import todos

__all__ = [
    "READERS",
    "appeals_filed",
    "attention",
    "cycles_of",
    "find_cycle",
    "find_framework",
    "find_sheet",
    "frameworks_of",
    "progress_of",
    "reports_due",
    "sheets_among",
    "sheets_of",
    "todos",
]
