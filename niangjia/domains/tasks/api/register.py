"""The document register over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from niangjia.domains.tasks.enums.register import Direction
from niangjia.domains.tasks.selectors import register as selectors
from niangjia.domains.tasks.services import handling
from niangjia.domains.tasks.services import register as services

router = Router()
MOST = 500


class EntryOut(Schema):
    """A line of the register."""

    id: int
    register_no: str
    direction: str
    kind: str
    document_no: str
    title: str
    issuer: str
    issued_on: date | None
    registered_on: date
    state: str
    department: str
    due_on: date | None
    version: int


class EntryIn(Schema):
    """A document to be registered; secret ones never are."""

    direction: str = Direction.IN
    title: str
    issuer: str
    kind: str
    document_no: str = ""
    issued_on: date | None = None
    registered_on: date | None = None
    sent_to: str = ""
    pages: int | None = None
    copies: int = 1
    due_on: date | None = None


class SuggestIn(Schema):
    """How it might be handled."""

    note: str
    department: str = ""
    due_on: date | None = None


class InstructIn(SuggestIn):
    """What the leader wrote, and who does it."""

    leader: str = ""
    owner_name: str = ""


class WordsIn(Schema):
    """Words that go with a verb."""

    note: str = ""


def _known(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "now": request.now}  # type: ignore[attr-defined]


@router.get("/register", response=list[EntryOut], summary="收发文登记簿")
def register(
    request: HttpRequest, direction: str = Direction.IN, q: str = "", year: int | None = None
) -> Any:
    """The register of the union stood at, the latest number first, at most 500."""
    known = _known(request)
    wanted = selectors.Wanted(direction=direction, q=q, year=year)
    rows = selectors.entry_rows(known["actor"], wanted, timezone.localdate(known["now"]))
    return list(rows.order_by(*selectors.ORDER)[:MOST])


@router.post("/register", response=EntryOut, summary="登记文件")
def enter(request: HttpRequest, body: EntryIn) -> Any:
    """Register a document under the next number."""
    return services.register(**body.model_dump(), **_known(request))


@router.get("/register/{pk}", response=EntryOut, summary="登记的文件")
def entry(request: HttpRequest, pk: int) -> Any:
    """One line."""
    return selectors.find_entry(_known(request)["actor"], pk)


@router.post("/register/{pk}/suggest", response=EntryOut, summary="填写拟办意见")
def suggest(request: HttpRequest, pk: int, body: SuggestIn) -> Any:
    """The office says how it might be handled."""
    return handling.suggest(entry_id=pk, **body.model_dump(), **_known(request))


@router.post("/register/{pk}/instruct", response=EntryOut, summary="登记批示")
def instruct(request: HttpRequest, pk: int, body: InstructIn) -> Any:
    """What the leader wrote, and who does it by when."""
    return handling.instruct(entry_id=pk, **body.model_dump(), **_known(request))


@router.post("/register/{pk}/finish", response=EntryOut, summary="办结文件")
def finish(request: HttpRequest, pk: int, body: WordsIn) -> Any:
    """What came of it."""
    return handling.finish(entry_id=pk, note=body.note, **_known(request))


@router.post("/register/{pk}/file-away", response=EntryOut, summary="阅存")
def file_away(request: HttpRequest, pk: int, body: WordsIn) -> Any:
    """Read and kept."""
    return handling.file_away(entry_id=pk, note=body.note, **_known(request))


@router.post("/register/{pk}/void", response=EntryOut, summary="作废登记")
def void(request: HttpRequest, pk: int, body: WordsIn) -> Any:
    """The line stays with its number, marked so."""
    return handling.void(entry_id=pk, note=body.note, **_known(request))
