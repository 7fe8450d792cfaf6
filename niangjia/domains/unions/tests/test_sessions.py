"""Whoever gains or loses an administrator's powers signs in anew (rules §11.3)."""

from datetime import date

import pytest

from niangjia.domains.unions import services
from niangjia.foundation.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(cast):
    return cast.user("stranger")


@pytest.fixture
def serial(person):
    """How often the sessions of this person were ended."""

    def serial():
        person.refresh_from_db()
        return person.session_serial

    return serial


@pytest.fixture
def tenure(tree, person, noon):
    return services.seat(
        actor=SYSTEM,
        union_id=tree.province.pk,
        title="信息员",
        kind="staff",
        roles=["unions.reader"],
        person_id=person.pk,
        begun_on=date(2023, 1, 1),
        now=noon,
    )


def test_granting_and_taking_back_end_the_sessions(cast, tenure, serial, noon):
    known = {"actor": cast.security, "post_id": tenure.post_id, "note": "会议纪要", "now": noon}
    begun = serial()

    for roles, ended in [
        (["unions.clerk"], 0),
        (["system.admin"], 1),
        (["system.admin"], 1),
        ([], 2),
    ]:
        services.grant_roles(roles=roles, **known)
        assert serial() - begun == ended


def test_leaving_an_administrators_post_ends_the_sessions(cast, tenure, serial, noon):
    services.grant_roles(
        actor=cast.security, post_id=tenure.post_id, roles=["audit.admin"], now=noon
    )
    begun = serial()

    services.dismiss(
        actor=cast.province_cadre,
        tenure_id=tenure.pk,
        ended_on=date(2023, 11, 1),
        document="黔工任〔2023〕1号",
        now=noon,
    )

    assert serial() == begun + 1


def test_other_posts_leave_people_signed_in(tenure, serial):
    assert serial() == 0
