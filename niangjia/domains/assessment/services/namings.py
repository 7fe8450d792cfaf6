"""Naming exactly as many unions as there are seats, strictly by result (S004-01…05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from niangjia.domains.assessment.enums import AppealState, NamingState, SheetState, Stage
from niangjia.domains.assessment.events import AwardAnnounced, UnionNamed
from niangjia.domains.assessment.models import Appeal, Cycle, Naming, Nominee, Sheet
from niangjia.domains.assessment.policy import owns_here
from niangjia.domains.assessment.scoring.points import shown
from niangjia.domains.assessment.selectors.cycles import lock_cycle
from niangjia.domains.assessment.selectors.deadlines import calendar_of
from niangjia.domains.assessment.selectors.results import Ranked, nominees_of, ranking
from niangjia.domains.assessment.workflow import CYCLE, NAMING
from niangjia.foundation import ledger
from niangjia.foundation.documents import services as documents
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.paper import Body, Table
from niangjia.foundation.errors import Refused
from niangjia.foundation.events import publish
from niangjia.foundation.scope import Actor

from .sheets import why_not_clean

if TYPE_CHECKING:
    from niangjia.foundation.documents.models import Document


@transaction.atomic
def propose_naming(
    *,
    actor: Actor,
    cycle_id: int,
    title: str,
    seats: int,
    award_fen: int,
    sheet_ids: Iterable[int],
    now: datetime,
    note: str = "",
) -> Naming:
    """Propose exactly `seats` unions for a title, by result and without a quota per city.

    Raises Refused for another count, for a union with a missed compulsory item or a veto, and for
    passing over a better one without a reason in `note`.
    """
    cycle = lock_cycle(actor, cycle_id)
    CYCLE.check(cycle, "name", actor=actor)
    naming = Naming.objects.filter(cycle=cycle).first() or Naming(cycle=cycle)
    if naming.state != NamingState.PROPOSED:
        raise Refused(_("命名决定已作出，不能再改"))
    chosen = _chosen(cycle, set(sheet_ids), seats)
    _check_order(ranking(actor, cycle), {sheet.pk for sheet in chosen}, note)
    naming.title, naming.seats, naming.award_fen = title.strip(), seats, award_fen
    ledger.save(naming, actor=actor, verb="propose", at=now, note=note)
    naming.nominees.all().delete()
    for sheet in chosen:
        row = Nominee(naming=naming, sheet=sheet, reason=note.strip())
        ledger.save(row, actor=actor, verb="nominate", at=now, note=note)
    return naming


def _chosen(cycle: Cycle, ids: set[int], seats: int) -> list[Sheet]:
    rows = Sheet.objects.filter(cycle=cycle, pk__in=ids).select_related("union").in_order()
    chosen = list(rows)
    for sheet in chosen:
        if sheet.state != SheetState.ACCEPTED:
            raise Refused(_("%(name)s还没有通过验收，不能命名") % {"name": sheet.union.name})
        if not sheet.is_clean:
            raise Refused(
                _("%(name)s%(why)s，不能命名")
                % {"name": sheet.union.name, "why": why_not_clean(sheet)}
            )
    if len(chosen) != seats:
        raise Refused(
            _("名额 %(seats)s 家，现选了 %(chosen)s 家，请选满且不超过名额")
            % {"seats": seats, "chosen": len(chosen)},
            field="sheet_ids",
        )
    return chosen


def _check_order(ranked: list[Ranked], chosen: set[int], note: str) -> None:
    """Strictly by standard: whoever stands before the last one chosen is chosen too."""
    clean = [row for row in ranked if row.sheet.is_clean]
    places = [row.place.place for row in clean if row.sheet.pk in chosen]
    if None in places:
        raise Refused(_("同分无效的单位须重新评定后才能命名"))
    last = max((place for place in places if place), default=0)
    passed = [
        row.sheet.union.name
        for row in clean
        if row.sheet.pk not in chosen and (row.place.place or 0) < last and row.place.place
    ]
    if passed and not note.strip():
        raise Refused(
            _("%(name)s名次在前而未入选。从严评选、不搞地区平衡，请按名次选，或写明理由")
            % {"name": passed[0]},
            field="note",
        )


@transaction.atomic
def decide_naming(*, actor: Actor, cycle_id: int, meeting: str, word: str, now: datetime) -> Naming:
    """Make the naming a decision, once the notice is over and every appeal is answered.

    Issues the decision as a numbered document in Word and PDF under the issuer's `word` (甘工发).
    Announces each title and each award; the rooms of honours and funds take it from there.
    """
    cycle = lock_cycle(actor, cycle_id)
    if not owns_here(actor, cycle):
        raise Refused(_("只有考核管理岗位可以命名"))
    naming = Naming.objects.filter(cycle=cycle).select_for_update(of=("self",)).first()
    if naming is None:
        raise Refused(_("请先提出拟命名单位"))
    naming.cycle = cycle
    _check_ripe(cycle, now)
    today = timezone.localdate(now)
    naming.meeting, naming.decided_on = meeting.strip(), today
    naming.document = _decision(naming, word.strip(), actor, now)
    NAMING.advance(naming, "decide", actor=actor, at=now)
    for nominee in nominees_of(naming):
        nominee.named_on = today
        ledger.save(nominee, actor=actor, verb="name", at=now)
    CYCLE.advance(cycle, "name", actor=actor, at=now)
    _announce(naming, now)
    return naming


def _decision(naming: Naming, word: str, actor: Actor, now: datetime) -> Document:
    """The decision on paper, numbered and issued to everybody below."""
    cycle, nominees = naming.cycle, nominees_of(naming)
    listed = Table(
        (_("序号"), _("单位"), _("得分")),
        tuple(
            (str(place), nominee.sheet.union.name, shown(nominee.sheet.final_points))
            for place, nominee in enumerate(nominees, start=1)
        ),
        _("“%s”名单") % naming.title,
    )
    draft = documents.draft_document(
        actor=actor,
        path=cycle.path,
        kind=DocumentKind.DECISION,
        word=word,
        issuer=cycle.union.name,
        title=_("关于命名“%s”的决定") % naming.title,
        body=Body(blocks=(*_words(naming, len(nominees)), listed), addressee=_("各级工会")),
        now=now,
    )
    return documents.issue_document(actor=actor, document_id=draft.pk, now=now)


def _words(naming: Naming, count: int) -> tuple[str, ...]:
    said = _(
        "根据《%(cycle)s》结果，经单位自查自评、市（州）考评推荐、%(owner)s验收并公示，"
        "%(meeting)s决定，命名下列 %(count)s 个单位为“%(title)s”。"
    ) % {
        "cycle": naming.cycle.title,
        "owner": naming.cycle.union.name,
        "meeting": naming.meeting,
        "count": count,
        "title": naming.title,
    }
    hope = _("希望被命名的单位珍惜荣誉、再接再厉；各级工会要对照先进，补齐短板，服务好职工。")
    if not naming.award_fen:
        return said, hope
    award = _("对每个单位给予工作补助奖励 %s 元。") % f"{naming.award_fen / 100:,.2f}"
    return said, award, hope


def _check_ripe(cycle: Cycle, now: datetime) -> None:
    open_appeals = Appeal.objects.filter(sheet__cycle=cycle, state=AppealState.FILED).count()
    if open_appeals:
        raise Refused(_("还有 %(count)s 件申诉没有答复") % {"count": open_appeals})
    due = calendar_of(cycle).due_on(Stage.NOTICE)
    if due is not None and timezone.localdate(now) <= due:
        raise Refused(
            _("公示到%(month)s月%(day)s日，期满后才能命名") % {"month": due.month, "day": due.day}
        )


def _announce(naming: Naming, now: datetime) -> None:
    for nominee in nominees_of(naming):
        union_id, cycle_id = nominee.sheet.union_id, naming.cycle_id
        publish(UnionNamed(union_id, naming.title, cycle_id, naming.award_fen, now))
        if naming.award_fen:
            publish(AwardAnnounced(union_id, cycle_id, naming.award_fen, naming.title, now))


@transaction.atomic
def announce_grades(*, actor: Actor, cycle_id: int, now: datetime) -> int:
    """Announce the award of each grade, e.g. 优秀 200,000 元, 良好 100,000 元 (S003-06).

    Returns how many awards were announced. Ends the cycle, so that nothing is paid twice.
    """
    cycle = lock_cycle(actor, cycle_id)
    CYCLE.check(cycle, "close", actor=actor)
    _check_ripe(cycle, now)
    awards = {grade.title: grade.award_fen for grade in cycle.framework.bands}
    rows = Sheet.objects.filter(cycle=cycle, state=SheetState.ACCEPTED, grade__in=awards)
    paid = [(sheet, awards[sheet.grade]) for sheet in rows.in_order() if awards[sheet.grade]]
    CYCLE.advance(cycle, "close", actor=actor, at=now, note=_("按等次公布奖补"))
    for sheet, amount in paid:
        publish(AwardAnnounced(sheet.union_id, cycle.pk, amount, sheet.grade, now))
    return len(paid)
