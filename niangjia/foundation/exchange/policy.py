"""An import belongs to the person who uploaded the file, and to nobody else."""

from typing import Any

from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor


@predicate
def owns(actor: Actor, batch: Any) -> bool:
    """The person who uploaded."""
    return bool(batch.person_id == actor.user_id)
