"""Rounds of secondment: announced, applied for, screened, run for three months, closed."""

import itertools
from datetime import date, timedelta

import pytest

from niangjia.domains.unions.enums import RoundState, SecondeeState
from niangjia.domains.unions.models import Secondee, SecondmentNote, SecondmentRound
from niangjia.domains.unions.selectors import secondments as questions
from niangjia.domains.unions.services import secondments
from niangjia.domains.unions.workflow import ROUND, SECONDEE
from niangjia.foundation.errors import Missing, Refused, Stale
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db
PARTS = (
    "grassroots_chair",
    "county_cadre",
    "city_reviewer",
    "other_city_reviewer",
    "auditor",
    "province_cadre",
    "worker",
    "stranger",
)


@pytest.fixture
def host(cast, noon):
    return {"actor": cast.province_cadre, "now": noon - timedelta(days=260)}


@pytest.fixture
def draft(tree, host):
    """The first round of 2023, with twenty seats, beginning on 1 April."""

    def make(number=1, begins_on=date(2023, 4, 1), seats=20):
        return secondments.draft_round(
            union_id=tree.province.pk,
            name=f"第{number}批跟班学习",
            number=number,
            begins_on=begins_on,
            apply_by=date(2023, 3, 20),
            seats=seats,
            departments=["基层工作部", "权益保障部"],
            document="黔工办发[2023]7号",
            **host,
        )

    return make


@pytest.fixture
def announced(draft, host):
    return secondments.announce_round(round_id=draft().pk, **host)


@pytest.fixture
def apply(cast, tree, host):
    def put_forward(row, name="石光明", union=None):
        return secondments.apply_for_round(
            actor=cast.county_cadre if union is None else cast.province_cadre,
            round_id=row.pk,
            union_id=(union or tree.county).pk,
            person_name=name,
            post="办公室主任",
            now=host["now"],
        )

    return put_forward


@pytest.fixture
def placed(announced, apply, host):
    """Somebody of 凯里 in the offices of the province."""
    person = apply(announced)
    secondments.screen(round_id=announced.pk, **host)
    secondments.select(secondee_id=person.pk, **host)
    secondments.start_round(round_id=announced.pk, **host)
    return secondments.place(
        secondee_id=person.pk, department="基层工作部", placed_on=date(2023, 4, 1), **host
    )


def test_a_round_lasts_three_months_f000_09(draft):
    row = draft()

    assert (row.begins_on, row.ends_on) == (date(2023, 4, 1), date(2023, 6, 30))
    assert row.document == "黔工办发〔2023〕7号"


def test_the_first_round_takes_nineteen_s000_05(announced, apply, host, tree):
    counties = itertools.cycle([tree.county, tree.sister_county, tree.other_county])
    people = [apply(announced, f"学员{n}", next(counties)) for n in range(1, 22)]
    secondments.screen(round_id=announced.pk, **host)
    for person in people[:19]:
        secondments.select(secondee_id=person.pk, **host)
    for person in people[19:]:
        secondments.decline(secondee_id=person.pk, note="名额所限", **host)
    secondments.start_round(round_id=announced.pk, **host)
    for person in people[:19]:
        secondments.place(
            secondee_id=person.pk, department="基层工作部", placed_on=date(2023, 4, 1), **host
        )

    line = questions.round_lines(host["actor"], [announced])[0]
    assert (line.applied, line.taken) == (21, 19)
    assert read("unions.secondees_placed", within=tree.province.path, period="2023").value == 19
    assert read("unions.secondees_placed", within=tree.city.path, period="2023").value == 13


def test_seats_are_not_exceeded(draft, apply, host):
    row = draft(seats=1)
    secondments.announce_round(round_id=row.pk, **host)
    first, second = apply(row, "甲"), apply(row, "乙")
    secondments.screen(round_id=row.pk, **host)
    secondments.select(secondee_id=first.pk, **host)

    with pytest.raises(Refused, match="名额 1 人已满"):
        secondments.select(secondee_id=second.pk, **host)

    second.refresh_from_db()
    assert second.state == SecondeeState.APPLIED


def test_nobody_is_in_two_rounds_at_a_time(draft, announced, apply, host):
    other = draft(2, date(2023, 6, 1))
    secondments.announce_round(round_id=other.pk, **host)
    later = draft(3, date(2023, 7, 1))
    secondments.announce_round(round_id=later.pk, **host)
    person = apply(announced)

    with pytest.raises(Refused, match="同一时间只能参加一批"):
        apply(other)
    with pytest.raises(Refused, match="已经报名本批次"):
        apply(announced)
    assert apply(later).round_id == later.pk
    secondments.withdraw_application(secondee_id=person.pk, **host)
    assert apply(announced).state == SecondeeState.APPLIED


def test_only_unions_below_apply_and_only_in_time(announced, apply, tree, cast, noon):
    with pytest.raises(Refused, match="下级工会可以报名"):
        apply(announced, union=tree.province)
    with pytest.raises(Refused, match="报名已经截止"):
        secondments.apply_for_round(
            actor=cast.county_cadre,
            round_id=announced.pk,
            union_id=tree.county.pk,
            person_name="迟到",
            now=noon,
        )

    assert not Secondee.objects.exists()


def test_weekly_and_monthly_notes_and_a_closing_report(placed, cast, noon, host, tree):
    write = {"actor": cast.county_cadre, "secondee_id": placed.pk, "now": noon}
    secondments.write_note(rhythm="week", begins_on=date(2023, 4, 12), text="走访", **write)
    secondments.write_note(rhythm="week", begins_on=date(2023, 4, 10), text="走访两县", **write)
    secondments.write_note(rhythm="month", begins_on=date(2023, 5, 31), text="调研", **write)
    with pytest.raises(Refused, match="结业报告"):
        secondments.finish(
            actor=host["actor"],
            secondee_id=placed.pk,
            report=" ",
            result="good",
            left_on=date(2023, 6, 30),
            now=noon,
        )
    secondments.finish(
        actor=host["actor"],
        secondee_id=placed.pk,
        report="三个月收获",
        result="excellent",
        left_on=date(2023, 6, 30),
        now=noon,
    )

    days = SecondmentNote.objects.order_by("begins_on").values_list("begins_on", "text")
    assert list(days) == [(date(2023, 4, 10), "走访两县"), (date(2023, 5, 1), "调研")]
    assert secondments.close_round(round_id=placed.round_id, **host).state == RoundState.CLOSED
    assert read("unions.secondees_finished", within=tree.city.path, period="2023-06").value == 1
    assert list(reconcile("unions.secondees_finished")) == []


def test_a_round_does_not_close_while_somebody_is_placed(announced, host, placed):
    with pytest.raises(Refused, match="还没有结业：石光明"):
        secondments.close_round(round_id=announced.pk, **host)

    announced.refresh_from_db()
    assert announced.state == RoundState.RUNNING


def test_who_goes_back_early_says_why(placed, cast, noon):
    known = {"actor": cast.county_cadre, "secondee_id": placed.pk, "now": noon}
    with pytest.raises(Refused, match="请填写意见"):
        secondments.recall(left_on=date(2023, 5, 1), note=" ", **known)
    row = secondments.recall(left_on=date(2023, 5, 1), note="本单位工作需要", **known)

    assert (row.state, row.left_on) == (SecondeeState.RECALLED, date(2023, 5, 1))


def test_a_cancelled_round_answers_its_applicants(announced, apply, host):
    person = apply(announced)
    secondments.cancel_round(round_id=announced.pk, note="疫情", **host)

    person.refresh_from_db()
    assert person.state == SecondeeState.DECLINED


HOSTS, SENDERS = {"province_cadre"}, {"province_cadre", "city_reviewer", "county_cadre"}
MAY = {"recall": SENDERS, "withdraw_application": SENDERS}


def attempt(workflow, row, verb, actor, noon):
    try:
        workflow.advance(row, verb, actor=actor, at=noon, note="依据")
    except Stale:
        return "stale"
    except Refused:
        return "refused"
    return row.state


@pytest.mark.parametrize(
    ("verb", "state", "part"), list(itertools.product(ROUND.steps, RoundState.values, PARTS))
)
def test_every_transition_of_a_round(cast, draft, noon, verb, state, part):
    SecondmentRound.objects.filter(pk=draft().pk).update(state=state)
    row = SecondmentRound.objects.get()
    step = ROUND.steps[verb]
    expected = step.target if part in HOSTS else "refused"

    assert attempt(ROUND, row, verb, cast[part], noon) == (
        expected if state in step.sources else "stale"
    )


@pytest.mark.parametrize(
    ("verb", "state", "part"), list(itertools.product(SECONDEE.steps, SecondeeState.values, PARTS))
)
def test_every_transition_of_a_secondee(cast, announced, apply, noon, verb, state, part):
    Secondee.objects.filter(pk=apply(announced).pk).update(state=state)
    row = Secondee.objects.get()
    step = SECONDEE.steps[verb]
    expected = step.target if part in MAY.get(verb, HOSTS) else "refused"

    assert attempt(SECONDEE, row, verb, cast[part], noon) == (
        expected if state in step.sources else "stale"
    )


@pytest.mark.parametrize(
    ("part", "sees"), [("county_cadre", True), ("other_city_reviewer", True), ("stranger", False)]
)
def test_an_announced_round_is_seen_below_and_a_draft_is_not(cast, draft, host, part, sees):
    row = draft()
    assert not SecondmentRound.objects.visible_to(cast[part]).exists()

    secondments.announce_round(round_id=row.pk, **host)

    assert SecondmentRound.objects.visible_to(cast[part]).exists() is sees


def test_a_county_does_not_see_who_another_county_sends(announced, apply, cast, tree):
    person = apply(announced)

    with pytest.raises(Missing):
        questions.find_secondee(cast.other_city_reviewer, person.pk)
    assert questions.find_secondee(cast.province_cadre, person.pk) == person
