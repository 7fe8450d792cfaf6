"""What ends with a union: its term, its posts, its certificate, its place among the boards."""

from __future__ import annotations

from django.db.models import Sum

from niangjia.domains.unions.enums import TermState
from niangjia.domains.unions.models import BoardReview, Certificate, Tenure, Term, Union
from niangjia.foundation import ledger
from niangjia.foundation.scope import SYSTEM

from .changes import Decision
from .posts import sign_out


def close_matters(union: Union, decision: Decision) -> None:
    """Close what still runs on the day the union ended; every row stays."""
    day = decision.effective_on
    for tenure in Tenure.objects.filter(post__union=union, ended_on=None).select_related("post"):
        tenure.ended_on = max(day, tenure.begun_on)
        _keep(tenure, "dismiss", decision)
        sign_out([tenure.person_id], tenure.post.roles)
    for term in Term.objects.filter(union=union).running():
        term.state, term.ended_on = TermState.CLOSED, day
        _keep(term, "close_term", decision)
    for certificate in Certificate.objects.filter(union=union, revoked_on=None):
        certificate.revoked_on = max(day, certificate.issued_on)
        _keep(certificate, "revoke_certificate", decision)
    _leave_boards(union, decision)


def _leave_boards(union: Union, decision: Decision) -> None:
    sums = BoardReview.objects.filter(union=union).aggregate(
        reviewed=Sum("reviewed_by"), complete=Sum("complete_by")
    )
    if not sums["reviewed"]:
        return
    review = BoardReview(
        union=union,
        on=decision.effective_on,
        reviewed_by=-sums["reviewed"],
        complete_by=-(sums["complete"] or 0),
    )
    _keep(review, "review_board", decision)
    Union.objects.filter(pk=union.pk).update(is_board_complete=None)


def _keep(row: Tenure | Term | Certificate | BoardReview, verb: str, decision: Decision) -> None:
    ledger.save(row, actor=SYSTEM, verb=verb, at=decision.now, note=decision.document)
