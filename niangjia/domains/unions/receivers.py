"""When a re-election is called to mind, those who keep the ledger there are told."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.events import on
from niangjia.foundation.notices import services as notices

from . import selectors
from .events import ReElectionReminded


@on(ReElectionReminded)
def tell_the_keepers(event: ReElectionReminded) -> None:
    """One notice each, once a day at most."""
    notices.send(
        to=selectors.keepers_of(event.union_id),
        subject=_("上级工会提醒：委员会将于 %(day)s 届满，请按期换届") % {"day": event.due_on},
        key=f"unions:re-election:{event.union_id}:{event.at:%Y%m%d}",
        url=reverse("unions:act", args=[event.union_id, "re-elect"]),
        kind="unions",
        now=event.at,
    )
