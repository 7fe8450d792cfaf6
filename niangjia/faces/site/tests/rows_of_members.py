"""The rows of the room of members: everybody is in the union of the mill."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from niangjia.domains.members.models import Application, Card, Transfer
from niangjia.domains.members.services import joining, merging, posters, rights, transfers
from niangjia.domains.members.services.joining import Wish
from niangjia.domains.members.tests.conftest import AGREED, identity
from niangjia.foundation.scope import SYSTEM


def rows_of_members(cast: Any, tree: Any, now: Any) -> dict[str, object]:
    """The worker is a member who asks to limit their data; two others may be one human being."""
    member = _member(cast, tree, now)
    request = rights.ask(actor=cast.worker, kind="limit", now=now)
    one, other = (_entered(cast, tree, now, seq).person for seq in (71, 73))
    proposed = merging.propose(
        actor=cast.county_cadre,
        stays_id=one.pk,
        goes_id=other.pk,
        reason="两证均为本人所持",
        now=now,
    )
    third = _entered(cast, tree, now, 75).person
    asked = _entered(cast, tree, now, 77, union=tree.county)
    coming = _coming(tree, now)
    return {
        "members/people/": member.person_id,
        "members/applications/": asked.pk,
        "members/posters/": _poster(cast, tree, now),
        "members/memberships/": member.pk,
        "members/transfers/": coming.pk,
        "members/cards/": Card.objects.get(person=member.person_id).pk,
        "members/cards/order/": member.pk,
        "members/requests/": request.pk,
        "members/merges/": proposed.pk,
        "members/quality/": "no_mobile",
        "members/alike/propose/": one.pk,
        "goes": third.pk,
    }


def _member(cast: Any, tree: Any, now: Any) -> Any:
    who = identity(2, "潘小满")
    asked = joining.apply(
        actor=cast.worker,
        key=uuid4(),
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=Wish(work_unit="凯里市第一纺织厂", union_id=tree.mill.pk),
        now=now,
    )
    return joining.approve(actor=cast.grassroots_chair, application_id=asked.pk, now=now)


def _coming(tree: Any, now: Any) -> Transfer:
    """A member of 南明 who asks to come to the mill."""
    asked = joining.enter(
        actor=SYSTEM,
        key=uuid4(),
        identity=identity(79),
        wish=Wish(union_id=tree.other_county.pk),
        way="desk",
        now=now,
    )
    member = joining.approve(actor=SYSTEM, application_id=asked.pk, now=now)
    return transfers.ask(actor=SYSTEM, membership_id=member.pk, target_id=tree.mill.pk, now=now)


def _entered(cast: Any, tree: Any, now: Any, seq: int, union: Any = None) -> Application:
    """Somebody the county wrote down at the window, still waiting for an answer of the mill, or of `union`."""
    return joining.enter(
        actor=cast.county_cadre,
        key=uuid4(),
        identity=identity(seq),
        wish=Wish(union_id=(union or tree.mill).pk),
        way="desk",
        now=now,
    )


def _poster(cast: Any, tree: Any, now: Any) -> int:
    """A code the county hung up for its own union."""
    known = {"actor": cast.county_cadre, "now": now}
    return int(posters.make_poster(union_id=tree.county.pk, title="广场", **known).pk)
