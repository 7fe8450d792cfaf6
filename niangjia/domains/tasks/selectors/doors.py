"""Who may open the pages of the room, for those above that draw the doors."""

from niangjia.domains.tasks.policy import roles

READERS = roles.READERS
ISSUERS = frozenset({roles.ISSUER})
