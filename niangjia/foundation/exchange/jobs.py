"""What is written or tidied in the background."""

from niangjia.foundation import clock
from niangjia.foundation.errors import Refused
from niangjia.foundation.jobs import services as jobs
from niangjia.foundation.jobs.queue import job

from . import background, exports, services


@job(atomic=False)
def write_export(progress_id: str, export_id: int) -> None:
    """Write a large ledger and tell the person where it lies."""
    jobs.begin(progress_id)
    try:
        made = exports.write_export(export_id=export_id, now=clock.now())
    except Refused as refusal:
        jobs.refuse(progress_id, str(refusal), now=clock.now())
        raise
    jobs.finish(progress_id, now=clock.now(), words=made.file_name, url=exports.address_of(made))


@job(atomic=False)
def carry_on(progress_id: str, verb: str, batch_id: int, person_id: int, standing_at: int) -> None:
    """One step of a large import: check, run or undo."""
    batch = background.perform(
        verb=verb, batch_id=batch_id, person_id=person_id, standing_at=standing_at, now=clock.now()
    )
    words, url = background.told(batch, verb), background.address_of(batch)
    jobs.finish(progress_id, now=clock.now(), words=words, url=url)


@job(atomic=False)
def forget_files() -> int:
    """Nightly: uploaded and exported files that served their purpose are removed."""
    return services.forget_files(now=clock.now())
