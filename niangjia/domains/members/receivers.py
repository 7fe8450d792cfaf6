"""When something happens elsewhere that the roll must follow, and when somebody must be told."""

from __future__ import annotations

from niangjia.domains.unions.events import UnionEnded, UnionMoved, UnionsMerged
from niangjia.foundation.events import on

from .events.joining import (
    ApplicationDecided,
    ApplicationEscalated,
    ApplicationNudged,
    ApplicationRouted,
    ApplicationSubmitted,
    MemberJoined,
)
from .events.memberships import MembershipChanged, TransferAsked, TransferEnded
from .jobs import joining as jobs
from .services import cards, following


@on(UnionMoved)
def carry_the_paths(event: UnionMoved) -> None:
    """Copies of a path follow the union that moved."""
    following.follow_move(old=event.old_path, new=event.new_path)


@on(UnionsMerged)
def take_members_along(event: UnionsMerged) -> None:
    """Members go to the union that goes on."""
    following.follow_merger(union_id=event.union_id, into_id=event.into_id, now=event.at)


@on(UnionEnded)
def hold_the_memberships(event: UnionEnded) -> None:
    """The higher union holds them (《工会法》§13)."""
    following.follow_end(union_id=event.union_id, now=event.at)


@on(ApplicationSubmitted)
def make_a_card(event: ApplicationSubmitted) -> None:
    """Who waits can show it: 入会办理中."""
    cards.provide_for(application_id=event.application_id, now=event.at)


@on(MemberJoined)
def open_the_card(event: MemberJoined) -> None:
    """The card of a member is in use."""
    cards.open_up(person_id=event.person_id, now=event.at)


@on(ApplicationDecided)
def close_the_card_of_an_applicant(event: ApplicationDecided) -> None:
    """It came to nothing: what was not yet a card ends."""
    cards.close_after(application_id=event.application_id, now=event.at)


@on(MembershipChanged)
def close_the_card_of_a_member(event: MembershipChanged) -> None:
    """A membership that ended takes its cards along; a retained one shows that it is."""
    cards.close_down(person_id=event.person_id, now=event.at)


@on(ApplicationSubmitted)
def tell_the_union(event: ApplicationSubmitted) -> None:
    """Somebody asks to join."""
    jobs.tell_of_application.enqueue(application_id=event.application_id, at=event.at.isoformat())


@on(ApplicationRouted)
def tell_where_it_went(event: ApplicationRouted) -> None:
    """The union that was found, and the person."""
    at = event.at.isoformat()
    jobs.tell_of_application.enqueue(application_id=event.application_id, at=at)
    jobs.tell_of_progress.enqueue(application_id=event.application_id, at=at)


@on(ApplicationDecided)
def tell_the_person(event: ApplicationDecided) -> None:
    """Approved, sent back or rejected."""
    jobs.tell_of_progress.enqueue(application_id=event.application_id, at=event.at.isoformat())


@on(ApplicationNudged)
def press_the_union(event: ApplicationNudged) -> None:
    """Somebody presses for an answer."""
    jobs.tell_of_nudge.enqueue(application_id=event.application_id, at=event.at.isoformat())


@on(ApplicationEscalated)
def tell_the_higher_union(event: ApplicationEscalated) -> None:
    """Somebody waits too long."""
    jobs.tell_of_escalation.enqueue(application_id=event.application_id, at=event.at.isoformat())


@on(TransferAsked)
def tell_who_receives(event: TransferAsked) -> None:
    """A membership wants to come."""
    jobs.tell_of_transfer.enqueue(transfer_id=event.transfer_id, at=event.at.isoformat())


@on(TransferEnded)
def tell_both_sides(event: TransferEnded) -> None:
    """It came to an end, good or not."""
    jobs.tell_of_transfer.enqueue(transfer_id=event.transfer_id, at=event.at.isoformat())
