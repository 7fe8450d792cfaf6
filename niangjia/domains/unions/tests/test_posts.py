"""A post gives its powers to whoever takes it: who may be put into which."""

from datetime import date

import pytest

from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.forms import Appoint
from niangjia.domains.unions.models import Post, Tenure
from niangjia.foundation.errors import Refused

pytestmark = pytest.mark.django_db

WHEN = {"begun_on": date(2023, 3, 1), "document": "凯工任〔2023〕3号"}


def post_with(tree, *roles):
    return Post.objects.create(
        union=tree.county, title="干事", kind="staff", roles=list(roles), order=90
    )


def test_whoever_takes_a_post_works_in_its_roles(cast, tree, noon):
    post = post_with(tree, "unions.clerk")

    services.appoint(
        actor=cast.city_reviewer,
        post_id=post.pk,
        person_name="演员",
        person_id=cast.user("worker").pk,
        now=noon,
        **WHEN,
    )

    worker = selectors.actor_for(cast.user("worker"))
    assert worker.holds({"unions.clerk"}, at=tree.mill.path)


@pytest.mark.parametrize(
    ("part", "whom", "roles", "sentence"),
    [
        ("city_reviewer", "city_reviewer", ["unions.clerk"], "不能任命自己"),
        ("city_reviewer", "worker", ["security.admin"], "三员岗位的人员由安全管理员任命"),
    ],
)
def test_nobody_hands_power_to_themselves_or_makes_administrators(
    cast, tree, noon, part, whom, roles, sentence
):
    post = post_with(tree, *roles)
    before = Tenure.objects.count()

    with pytest.raises(Refused, match=sentence) as refusal:
        services.appoint(
            actor=cast[part],
            post_id=post.pk,
            person_name="演员",
            person_id=cast.user(whom).pk,
            now=noon,
            **WHEN,
        )

    assert refusal.value.field == "person_id"
    assert Tenure.objects.count() == before


def test_the_form_takes_an_account_by_its_name(cast):
    told = {"person_name": "演员", "begun_on": "2023-03-01", "document": "凯工任〔2023〕3号"}

    known = Appoint(told | {"person_id": "worker"})
    nobody = Appoint(told | {"person_id": "no-such"})
    without = Appoint(told)

    assert known.is_valid()
    assert known.cleaned_data["person_id"] == cast.user("worker").pk
    assert nobody.errors["person_id"] == ["没有账号“no-such”，请核对，或先由安全管理员开通"]
    assert without.is_valid()
    assert without.cleaned_data["person_id"] is None
