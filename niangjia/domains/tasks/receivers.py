"""When something happens elsewhere that open work must follow, and when somebody must be told."""

from __future__ import annotations

from niangjia.domains.unions.events import TenureEnded, UnionEnded, UnionMoved, UnionsMerged
from niangjia.foundation.documents.events import DocumentIssued, DocumentWithdrawn
from niangjia.foundation.events import on

from .events.rounds import RoundInvited
from .events.tasks import (
    DelayAsked,
    DelayJudged,
    HelpAsked,
    TaskJudged,
    TaskReopened,
    TaskReported,
    TasksGiven,
    TaskUrged,
    TaskWithdrawn,
)
from .events.visits import PairingHandedOver, ProblemAnswered, ProblemRaised, ProblemsFound
from .jobs import telling, visiting
from .services import following, pairings_following, problems, register, rhythms


@on(UnionMoved)
def carry_the_paths(event: UnionMoved) -> None:
    """Copies of a path follow the union that moved."""
    following.follow_move(old=event.old_path, new=event.new_path)


@on(UnionsMerged)
def hand_over_open_work(event: UnionsMerged) -> None:
    """Open tasks go to the union that goes on."""
    following.follow_merger(union_id=event.union_id, into_id=event.into_id, now=event.at)
    pairings_following.follow_merger(
        union_id=event.union_id, into_id=event.into_id, on=event.on, now=event.at
    )
    rhythms.follow_merger(union_id=event.union_id, into_id=event.into_id, now=event.at)


@on(UnionEnded)
def call_off_open_work(event: UnionEnded) -> None:
    """A dissolved union leaves nothing open."""
    following.follow_end(union_id=event.union_id, now=event.at)
    pairings_following.follow_end(union_id=event.union_id, on=event.on, now=event.at)


@on(TenureEnded)
def ask_for_a_new_owner(event: TenureEnded) -> None:
    """What somebody who left answered for waits for a new name."""
    if event.person_id:
        following.follow_departure(person_id=event.person_id, union_id=event.union_id, now=event.at)
        pairings_following.follow_departure(
            person_id=event.person_id, union_id=event.union_id, on=event.on, now=event.at
        )


@on(TasksGiven)
def tell_the_doers(event: TasksGiven) -> None:
    """Everybody who works for a unit hears of its new task, later and once."""
    telling.tell_of_new_tasks.enqueue(
        parent_id=event.parent_id, task_ids=list(event.task_ids), at=event.at.isoformat()
    )


@on(TaskReported)
def tell_the_issuer(event: TaskReported) -> None:
    """A report waits."""
    telling.tell_of_report.enqueue(task_id=event.task_id, at=event.at.isoformat())


@on(TaskJudged)
def tell_the_unit(event: TaskJudged) -> None:
    """The report was accepted or sent back."""
    telling.tell_of_verdict.enqueue(
        task_id=event.task_id, accepted=event.accepted, at=event.at.isoformat()
    )


@on(TaskUrged)
def tell_the_late(event: TaskUrged) -> None:
    """Somebody is pressed for an answer."""
    telling.tell_of_urge.enqueue(
        task_id=event.task_id, urge_id=event.urge_id, at=event.at.isoformat()
    )


@on(DelayAsked)
def tell_who_grants(event: DelayAsked) -> None:
    """More time is asked for."""
    telling.tell_of_delay.enqueue(
        task_id=event.task_id, delay_id=event.delay_id, at=event.at.isoformat()
    )


@on(DelayJudged)
def tell_who_asked(event: DelayJudged) -> None:
    """More time was granted or refused."""
    telling.tell_of_answer.enqueue(
        task_id=event.task_id,
        delay_id=event.delay_id,
        granted=event.granted,
        at=event.at.isoformat(),
    )


@on(HelpAsked)
def tell_who_helps(event: HelpAsked) -> None:
    """A union is asked to join in."""
    telling.tell_of_help.enqueue(
        task_id=event.task_id, union_id=event.union_id, at=event.at.isoformat()
    )


@on(TaskJudged)
def solve_what_visits_found(event: TaskJudged) -> None:
    """A problem found on a visit is solved when its task is."""
    problems.follow_task(task_id=event.task_id, now=event.at)


@on(TaskReopened)
def take_up_what_visits_found(event: TaskReopened) -> None:
    """The problem is open again with its task."""
    problems.follow_task(task_id=event.task_id, now=event.at)


@on(TaskWithdrawn)
def call_back_what_visits_found(event: TaskWithdrawn) -> None:
    """The problem waits to be handed on anew."""
    problems.follow_task(task_id=event.task_id, now=event.at)


@on(PairingHandedOver)
def tell_of_handover(event: PairingHandedOver) -> None:
    """Somebody else answers for a county."""
    visiting.tell_of_handover.enqueue(handover_id=event.handover_id, at=event.at.isoformat())


@on(ProblemsFound)
def tell_who_hands_on(event: ProblemsFound) -> None:
    """What a visit found waits to be given out."""
    visiting.tell_of_problems.enqueue(visit_id=event.visit_id, at=event.at.isoformat())


@on(ProblemRaised)
def tell_the_province(event: ProblemRaised) -> None:
    """A city turns to it."""
    visiting.tell_of_raised.enqueue(problem_id=event.problem_id, at=event.at.isoformat())


@on(ProblemAnswered)
def tell_the_city(event: ProblemAnswered) -> None:
    """The province has decided."""
    visiting.tell_of_answer.enqueue(
        problem_id=event.problem_id, verb=event.verb, at=event.at.isoformat()
    )


@on(RoundInvited)
def tell_the_invited(event: RoundInvited) -> None:
    """An observation round is coming."""
    visiting.tell_of_round.enqueue(round_id=event.round_id, at=event.at.isoformat())


@on(DocumentIssued)
def register_what_went_out(event: DocumentIssued) -> None:
    """A document of the house enters the register of its union by itself."""
    register.register_issued(document_id=event.document_id, now=event.at)


@on(DocumentWithdrawn)
def void_what_was_taken_back(event: DocumentWithdrawn) -> None:
    """Its line stays, marked so."""
    register.void_issued(document_id=event.document_id, note=event.note, now=event.at)
