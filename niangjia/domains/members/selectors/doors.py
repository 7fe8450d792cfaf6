"""Who may open the pages of the room, for those above that draw the doors."""

from niangjia.domains.members.policy import roles

READERS = roles.READERS
WRITERS = roles.WRITERS
APPROVERS = roles.APPROVERS
