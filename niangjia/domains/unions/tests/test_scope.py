"""List and row agree: who sees a row in a list sees it alone, and nobody else does."""

from datetime import date

import pytest

from niangjia.domains.unions import models, policy, services
from niangjia.foundation.divisions.identity import synthetic_uscc

pytestmark = pytest.mark.django_db
SEES = {
    "grassroots_chair": False,
    "county_cadre": True,
    "city_reviewer": True,
    "other_city_reviewer": False,
    "province_cadre": True,
    "auditor": True,
    "worker": False,
    "stranger": False,
}


@pytest.fixture
def papers(cast, tree, noon):
    """A certificate and an employer of 凯里."""
    services.register_certificate(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        number="黔工法证字1号",
        uscc=synthetic_uscc("81", "522601", "00000001"),
        legal_representative="吴贵芳",
        registrar_id=tree.city.pk,
        issued_on=date(2022, 1, 1),
        expires_on=date(2025, 1, 1),
        now=noon,
    )
    services.add_employer(
        actor=cast.province_cadre,
        area_id=tree.county.pk,
        name="甲厂",
        uscc=synthetic_uscc("91", "522601", "00000001"),
        kind="170",
        now=noon,
    )


@pytest.fixture
def rows(cast, tree, noon, papers):
    """One row of every scoped table, all of 凯里."""
    actor, county = cast.province_cadre, tree.county
    known = {"actor": actor, "union_id": county.pk, "now": noon}
    services.record_term(number=3, years=5, begun_on=date(2020, 1, 1), document="1号", **known)
    post = services.create_post(title="主席", kind="chair", **known)
    services.appoint(
        actor=actor,
        post_id=post.pk,
        person_name="吴贵芳",
        begun_on=date(2022, 1, 1),
        document="2号",
        now=noon,
    )
    services.state_headcount(on=date(2023, 1, 1), workers=9, members=5, **known)
    return {
        "union": models.Union.objects.get(pk=county.pk),
        "post": post,
        "tenure": models.Tenure.objects.get(post=post),
        "term": models.Term.objects.get(),
        "headcount": models.Headcount.objects.get(),
        "certificate": models.Certificate.objects.get(),
        "employer": models.Employer.objects.get(),
        "workforce": models.Workforce.objects.get(),
        "review": models.BoardReview.objects.filter(union=county).first(),
    }


@pytest.mark.parametrize("part", SEES)
@pytest.mark.parametrize(
    "name",
    [
        "union",
        "post",
        "tenure",
        "term",
        "headcount",
        "certificate",
        "employer",
        "workforce",
        "review",
    ],
)
def test_list_and_row_agree(cast, rows, part, name):
    row = rows[name]

    assert policy.can_view(cast[part], row) is SEES[part]
    assert type(row).objects.visible_to(cast[part]).filter(pk=row.pk).exists() is SEES[part]
