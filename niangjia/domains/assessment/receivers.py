"""What follows elsewhere: bundled results, and messages to the people concerned."""

from __future__ import annotations

from niangjia.domains.unions.events import WorkerPosted, WorkerReviewed
from niangjia.foundation.events import on

from .events import (
    AppealDecided,
    AppealFiled,
    AwardAnnounced,
    CycleOpened,
    ItemsReturned,
    ResultSettled,
    ResultsReleased,
    ReviewConcluded,
    SheetSubmitted,
    StageExtended,
    SupplementHandedIn,
    UnionNamed,
)
from .services import bundles, telling


@on(WorkerReviewed)
def follow_the_review(event: WorkerReviewed) -> None:
    """A worker's own part changed."""
    bundles.refresh(worker_ids=[event.worker_id], now=event.at)


@on(WorkerPosted)
def follow_the_posting(event: WorkerPosted) -> None:
    """A worker serves other unions."""
    bundles.refresh(worker_ids=[event.worker_id], now=event.at)


@on(ResultSettled)
def follow_the_sheet(event: ResultSettled) -> None:
    """A union's result was fixed or corrected."""
    bundles.refresh_serving(union_id=event.union_id, now=event.at)


@on(CycleOpened)
def tell_the_participants(event: CycleOpened) -> None:
    """A round began."""
    telling.of_opening(cycle_id=event.cycle_id, now=event.at)


@on(SheetSubmitted)
def tell_who_reviews(event: SheetSubmitted) -> None:
    """A self-assessment is in."""
    telling.of_submission(sheet_id=event.sheet_id, now=event.at)


@on(ReviewConcluded)
def tell_who_accepts(event: ReviewConcluded) -> None:
    """A sheet waits for acceptance."""
    telling.of_review(sheet_id=event.sheet_id, goes_on=event.goes_on, now=event.at)


@on(ItemsReturned)
def tell_the_assessed(event: ItemsReturned) -> None:
    """Items need more material."""
    telling.of_return(sheet_id=event.sheet_id, item_ids=event.item_ids, now=event.at)


@on(SupplementHandedIn)
def tell_who_asked(event: SupplementHandedIn) -> None:
    """The material is there."""
    telling.of_supplement(sheet_id=event.sheet_id, now=event.at)


@on(StageExtended)
def tell_of_more_time(event: StageExtended) -> None:
    """A day was moved."""
    telling.of_extension(extension_id=event.extension_id, now=event.at)


@on(ResultsReleased)
def tell_of_the_results(event: ResultsReleased) -> None:
    """The results are public."""
    telling.of_results(cycle_id=event.cycle_id, now=event.at)


@on(AppealFiled)
def tell_who_decides(event: AppealFiled) -> None:
    """A union objects."""
    telling.of_appeal(appeal_id=event.appeal_id, now=event.at)


@on(AppealDecided)
def tell_who_objected(event: AppealDecided) -> None:
    """The objection was answered."""
    telling.of_decision(appeal_id=event.appeal_id, now=event.at)


@on(UnionNamed)
def tell_the_named(event: UnionNamed) -> None:
    """A union has a title."""
    telling.of_naming(
        union_id=event.union_id, cycle_id=event.cycle_id, title=event.title, now=event.at
    )


@on(AwardAnnounced)
def tell_of_the_award(event: AwardAnnounced) -> None:
    """Money follows."""
    telling.of_award(
        union_id=event.union_id,
        cycle_id=event.cycle_id,
        amount_fen=event.amount_fen,
        reason=event.reason,
        now=event.at,
    )
