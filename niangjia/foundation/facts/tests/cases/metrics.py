"""What cases count for."""

from __future__ import annotations

from collections.abc import Iterable

from niangjia.foundation.facts.enums import Kind, Unit
from niangjia.foundation.facts.metrics import Fact, facts_of, metric, ratio, total

from .models import Case

MEDIATED = metric("cases.mediated", "调解案件", unit=Unit.CASE)
AGREED = metric("cases.agreed", "达成协议", unit=Unit.CASE)
RECOVERED = metric("cases.recovered", "挽回经济损失", unit=Unit.YUAN)
OPEN = metric("cases.open", "在办案件", unit=Unit.CASE, kind=Kind.STOCK)
WORKERS = metric("cases.workers", "服务职工", unit=Unit.PERSON, subjects=True)
VISITS = metric("cases.visits", "服务人次", unit=Unit.VISIT)
SUCCESS = ratio("cases.success", "调解成功率", AGREED / MEDIATED)
EACH = ratio("cases.each", "件均挽回", RECOVERED / AGREED, percent=False)
BOTH = total("cases.both", "调解与协议", MEDIATED + AGREED)


@facts_of(Case, related=["office"])
def facts(case: Case) -> Iterable[Fact]:
    """Mediated and open from the first day, agreed and closed with its money on the second."""
    if case.mediated_on:
        yield MEDIATED.fact(case.office, on=case.mediated_on)
        yield OPEN.fact(case.office, on=case.mediated_on)
        if case.worker:
            yield WORKERS.fact(case.office, on=case.mediated_on, subject=case.worker)
            yield VISITS.fact(case.office, on=case.mediated_on)
    if case.agreed_on:
        yield AGREED.fact(case.office, on=case.agreed_on)
        yield RECOVERED.fact(case.office, on=case.agreed_on, quantity=case.amount)
        yield OPEN.fact(case.office, on=case.agreed_on, quantity=-1)
