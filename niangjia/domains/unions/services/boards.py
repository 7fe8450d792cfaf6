"""Looking whether a union's board is complete, whenever a post, its holder or the numbers change."""

from __future__ import annotations

from datetime import date, datetime

from niangjia.domains.unions import selectors
from niangjia.domains.unions.enums import UnionKind
from niangjia.domains.unions.models import BoardReview, Union
from niangjia.foundation import ledger
from niangjia.foundation.scope import Actor


def review_board(*, actor: Actor, union: Union, on: date, now: datetime) -> Union:
    """Write down what is missing from that day on, if the answer changed."""
    if union.kind in UnionKind.dispatched():
        return union
    missing = selectors.missing_posts(union, on)
    last = BoardReview.objects.filter(union=union).order_by("-on", "-pk").first()
    if last and last.missing == missing:
        return union
    was = bool(last) and not (last and last.missing)
    review = BoardReview(
        union=union,
        on=max(on, last.on) if last else on,
        missing=missing,
        reviewed_by=0 if last else 1,
        complete_by=int(not missing) - int(was),
    )
    ledger.save(review, actor=actor, verb="review_board", at=now)
    Union.objects.filter(pk=union.pk).update(is_board_complete=not missing)
    union.is_board_complete = not missing
    return union
