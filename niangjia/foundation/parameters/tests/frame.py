"""A plain frame, so that pages of the ground floor are tested without the floors above."""

from niangjia.foundation.ui.shell import Person, Place, Shell
from niangjia.foundation.web import ActorRequest


def plain_shell(request: ActorRequest) -> Shell:
    """A frame without menu."""
    return Shell(Place("贵州省总工会"), Person(request.actor.name))
