"""Somebody finds their own row, mends their application, and is asked what only they know."""

from __future__ import annotations

import pytest

from niangjia.domains.members.enums.applications import ApplicationState as S
from niangjia.domains.members.models import Person
from niangjia.domains.members.selectors import matters, questions
from niangjia.domains.members.selectors import people as selectors
from niangjia.domains.members.services import claiming, joining, mending, transfers
from niangjia.foundation.errors import Missing, Refused, Stale

from .conftest import AGREED, identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(cast, tree, noon):
    """Somebody the county wrote down, who has never come in."""
    who = identity(5, "龙阿妹")
    asked = joining.enter(
        actor=cast.county_cadre,
        key="1" * 8 + "-1111-4111-8111-111111111111",
        identity=who,
        wish=joining.Wish(union_id=tree.mill.pk),
        way="desk",
        now=noon,
    )
    return who, asked.person


def test_a_row_of_the_roll_becomes_its_persons_by_phone_and_number(cast, noon, entered):
    who, person = entered

    assert questions.unclaimed(who.mobile) == [person]
    claiming.claim(
        actor=cast.worker,
        person_id=person.pk,
        answer=who.id_number[-4:].lower(),
        mobile=who.mobile,
        now=noon,
    )

    assert selectors.mine(cast.worker) == person
    assert questions.unclaimed(who.mobile) == []


def test_a_wrong_number_or_another_phone_finds_nothing(cast, noon, entered):
    who, person = entered
    known = {"actor": cast.worker, "person_id": person.pk, "now": noon}

    with pytest.raises(Missing):
        claiming.claim(answer=who.id_number[-4:], mobile="13900000001", **known)
    for _n in range(5):
        with pytest.raises(Refused, match="不一致"):
            claiming.claim(answer="0000", mobile=who.mobile, **known)
    with pytest.raises(Refused, match="明天再试"):
        claiming.claim(answer=who.id_number[-4:], mobile=who.mobile, **known)
    assert Person.objects.get(pk=person.pk).user_id is None


def test_the_question_is_the_end_of_ones_number(cast, noon, entered):
    who, person = entered
    assert questions.question_for(cast.user("worker")) is None
    Person.objects.filter(pk=person.pk).update(user_id=cast.user("worker").pk)

    question = questions.question_for(cast.user("worker"))

    assert (question.is_right(who.id_number[-4:]), question.is_right("0000")) == (True, False)


@pytest.fixture
def application(cast, tree, noon):
    who = identity(2, "潘小满")
    return joining.apply(
        actor=cast.worker,
        key="7" * 8 + "-7777-4777-8777-777777777777",
        identity=who,
        mobile=who.mobile,
        agreed=AGREED,
        wish=joining.Wish(work_unit="纺织厂", occupation="快递员", union_id=tree.mill.pk),
        now=noon,
    )


def change(actor, application, noon, **more):
    known = {"work_unit": "凯里市某快递分部", "occupation": "快递员", **more}
    return mending.change(
        actor=actor,
        application_id=application.pk,
        version=more.pop("version", application.version),
        now=noon,
        **{k: v for k, v in known.items() if k != "version"},
    )


def test_a_waiting_application_is_mended_where_it_is(cast, noon, application):
    changed = change(cast.worker, application, noon)

    assert (changed.work_unit, changed.state) == ("凯里市某快递分部", S.SUBMITTED)
    with pytest.raises(Stale):
        change(cast.worker, application, noon, version=application.version)


def test_what_was_sent_back_is_handed_in_again(cast, noon, application):
    joining.send_back(
        actor=cast.grassroots_chair, application_id=application.pk, note="请写明车间", now=noon
    )
    application.refresh_from_db()
    told = matters.find_matter(cast.worker, "application", application.pk)

    changed = change(cast.worker, application, noon)

    assert (told.must, told.verb, told.may_change) == ("请补充：请写明车间", "去补充", True)
    assert changed.state == S.SUBMITTED


def test_what_is_decided_stays(cast, noon, application):
    joining.approve(actor=cast.grassroots_chair, application_id=application.pk, now=noon)
    application.refresh_from_db()

    with pytest.raises(Refused, match="已经办结"):
        change(cast.worker, application, noon)


@pytest.mark.parametrize("who", ["stranger", "other_city_reviewer", "auditor"])
def test_nobody_else_mends_it(cast, noon, application, who):
    with pytest.raises(Missing):
        change(cast[who], application, noon)


def test_matters_tell_who_has_it_and_until_when(cast, tree, noon, application):
    (waiting,) = matters.matters(cast.worker)
    membership = joining.approve(
        actor=cast.grassroots_chair, application_id=application.pk, now=noon
    )
    transfers.ask(
        actor=cast.worker, membership_id=membership.pk, target_id=tree.other_county.pk, now=noon
    )
    told = matters.matters(cast.worker)

    assert (waiting.holder, waiting.state, waiting.step, waiting.steps, waiting.may_withdraw) == (
        "凯里市第一纺织厂工会", "待审批", 2, 3, True,
    )  # fmt: skip
    assert {(one.title, one.state, one.is_open) for one in told} == {
        ("加入工会", "已入会", False),
        ("会籍转到南明区总工会", "待接收", True),
    }
    found = matters.find_matter(cast.worker, "application", application.pk)
    assert [moment.title for moment in found.history] == ["批准入会", "提交申请"]


@pytest.mark.parametrize(
    "part", ["stranger", "grassroots_chair", "county_cadre", "province_cadre", "auditor"]
)
def test_matters_are_ones_own_alone(cast, application, part):
    assert matters.matters(cast[part]) == []
    with pytest.raises(Missing):
        matters.find_matter(cast[part], "application", application.pk)
