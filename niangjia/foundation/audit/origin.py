"""Where an act came from: address and number of the request at hand, if there is one."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Source address and request number; both empty in jobs and commands."""

    ip: str = ""
    request_id: str = ""


NOWHERE = Origin()

current: ContextVar[Origin] = ContextVar("audit_origin", default=NOWHERE)
