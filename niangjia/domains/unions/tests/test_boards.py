"""Posts, terms, employers, certificates, and the figures they make."""

from datetime import date

import pytest

from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.models import Certificate, Tenure, Term, Union
from niangjia.foundation.divisions.identity import synthetic_uscc
from niangjia.foundation.errors import Refused
from niangjia.foundation.facts import services as facts
from niangjia.foundation.facts.readings import read
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(cast, noon):
    """Who acts and when; the cast, seated without a service, is counted like everybody."""
    facts.record_many(Tenure.objects.select_related("post__union"), at=noon)
    return {"actor": cast.city_reviewer, "now": noon}


def chair_of(known, union, name="吴贵芳", **more):
    post = services.create_post(union_id=union.pk, title="主席", kind="chair", **known)
    begun = {"begun_on": date(2022, 3, 1), "document": "黔工任〔2022〕3号", **more}
    return services.appoint(post_id=post.pk, person_name=name, **begun, **known)


def test_board_is_complete_once_every_required_post_is_filled(known, tree, fresh):
    chair_of(known, tree.county)
    assert fresh(tree.county).is_board_complete is False
    for kind, title in (("vice_chair", "副主席"), ("audit_chair", "经审会主任")):
        post = services.create_post(union_id=tree.county.pk, title=title, kind=kind, **known)
        services.appoint(
            post_id=post.pk,
            person_name=title,
            begun_on=date(2022, 4, 1),
            document="1号",
            **known,
        )

    assert fresh(tree.county).is_board_complete is True
    assert selectors.missing_labels(tree.county) == []
    assert list(reconcile()) == []
    figure = read("unions.board_rate", within=tree.city.path, period="2022-12")
    assert (figure.numerator, figure.denominator) == (1, 1)


def test_women_need_a_committee_from_the_threshold_on(known, tree, noon):
    union = Union.objects.get(pk=tree.mill.pk)
    union.women_members = 24
    assert sorted(selectors.missing_posts(union, noon.date())) == ["audit_chair", "chair"]

    union.women_members = 25
    assert "women_chair" in selectors.missing_posts(union, noon.date())


def test_a_full_post_takes_nobody_more(known, tree):
    tenure = chair_of(known, tree.county)

    with pytest.raises(Refused, match="没有空缺"):
        services.appoint(
            post_id=tenure.post_id,
            person_name="李四",
            begun_on=date(2023, 1, 1),
            document="1号",
            **known,
        )


@pytest.mark.parametrize(("told", "sentence"), [(None, "请声明"), (True, "不得作为本企业基层工会")])
def test_relatives_of_the_head_stay_out(known, tree, told, sentence):
    with pytest.raises(Refused, match=f"{sentence}.*《工会法》第十条"):
        chair_of(known, tree.mill, is_relative=told)

    assert not Tenure.objects.filter(person_name="吴贵芳").exists()


def test_a_chair_in_office_leaves_with_consent_only(known, tree):
    tenure = chair_of(known, tree.county)
    leaving = {"tenure_id": tenure.pk, "ended_on": date(2023, 5, 1), "document": "1号"}

    with pytest.raises(Refused, match="《工会法》第十八条"):
        services.dismiss(**leaving, **known)

    done = services.dismiss(**leaving, note="已征得同意", **known)
    assert done.ended_on == date(2023, 5, 1)


def test_one_person_never_holds_two_of_the_three_powers(cast, tree, noon):
    with pytest.raises(Refused, match="不能由同一人担任"):
        services.seat(
            actor=SYSTEM,
            union_id=tree.province.pk,
            title="第二岗位",
            kind="staff",
            roles=["audit.admin"],
            person_id=cast.user("administrator").pk,
            begun_on=date(2023, 1, 1),
            now=noon,
        )


def test_roles_are_granted_by_the_security_administrator_alone(cast, known, tree, noon):
    post = services.create_post(union_id=tree.county.pk, title="干事", kind="staff", **known)
    asked = {"post_id": post.pk, "roles": ["unions.clerk"], "now": noon}

    with pytest.raises(Refused, match="只能由安全管理员授予"):
        services.grant_roles(actor=cast.city_reviewer, **asked)

    assert services.grant_roles(actor=cast.security, **asked).roles == ["unions.clerk"]


def term_of(known, union, begun=date(2019, 6, 1), years=5, **more):
    return services.record_term(
        union_id=union.pk, number=3, years=years, begun_on=begun, document="1号", **more, **known
    )


def test_re_election_ends_one_term_and_begins_the_next(known, tree):
    term_of(known, tree.county, date(2018, 6, 1))
    new = services.record_re_election(
        union_id=tree.county.pk,
        held_on=date(2023, 5, 20),
        years=5,
        document="黔工复〔2023〕8号",
        chair="吴贵芳",
        committee=["吴贵芳", "李四"],
        **known,
    )

    old = Term.objects.get(number=3)
    assert (old.state, old.ended_on) == ("ended", date(2023, 5, 20))
    assert (new.number, new.ends_on, new.chair) == (4, date(2028, 5, 20), "吴贵芳")
    rate = read("unions.re_elected_in_time", within=tree.city.path, period="2023")
    assert (rate.numerator, rate.denominator) == (1, 1)


@pytest.mark.parametrize(("part", "years"), [("county", 3), ("mill", 4)])
def test_terms_last_as_the_law_says(known, tree, part, years):
    with pytest.raises(Refused, match="《工会法》第十六条"):
        term_of(known, getattr(tree, part), years=years)

    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("part", "until", "sentence"),
    [
        ("county_cadre", date(2024, 8, 1), "须由上一级工会批准"),
        ("city_reviewer", date(2025, 6, 1), "不超过半年"),
        ("city_reviewer", date(2024, 5, 1), "届满之后"),
    ],
)
def test_postponing_is_refused(cast, known, tree, noon, part, until, sentence):
    term = term_of(known, tree.county)

    with pytest.raises(Refused, match=sentence):
        services.postpone_election(
            actor=cast[part],
            union_id=tree.county.pk,
            until=until,
            document="1号",
            note="疫情",
            now=noon,
        )

    term.refresh_from_db()
    assert term.postponed_until is None


def test_to_dos_tell_of_re_elections_and_certificates(cast, known, tree, noon):
    term_of(known, tree.county, date(2018, 12, 1))
    services.register_certificate(
        union_id=tree.county.pk,
        number="1",
        uscc=synthetic_uscc("81", "522601", "00000001"),
        legal_representative="吴贵芳",
        registrar_id=tree.city.pk,
        issued_on=date(2019, 1, 1),
        expires_on=date(2023, 12, 1),
        **known,
    )

    todos = selectors.todos(cast.county_cadre, noon.date())

    assert [(t.verb, t.due_on) for t in todos[:2]] == [
        ("换领", date(2023, 12, 1)),
        ("登记换届", date(2023, 12, 1)),
    ]
    assert selectors.todos(cast.grassroots_chair, noon.date()) == []
    assert len(selectors.attention(cast.city_reviewer, tree.city.path, noon.date())) == 2
    assert selectors.attention(cast.worker, tree.city.path, noon.date()) == []


def test_a_certificate_needs_a_code_for_unions_and_ends_with_the_term(known, tree):
    asked = {
        "union_id": tree.mill.pk,
        "number": "1",
        "legal_representative": "吴贵芳",
        "registrar_id": tree.county.pk,
        "issued_on": date(2023, 1, 1),
        **known,
    }
    firm, union = (synthetic_uscc(head, "522601", "00000001") for head in ("91", "81"))

    with pytest.raises(Refused, match="81 或 89"):
        services.register_certificate(uscc=firm, expires_on=date(2025, 1, 1), **asked)
    with pytest.raises(Refused, match="第二十六条"):
        services.register_certificate(uscc=union, expires_on=date(2029, 1, 1), **asked)
    assert not Certificate.objects.exists()


def test_coverage_counts_units_of_25_workers_and_more(cast, known, tree, noon):
    for number, (workers, union) in enumerate([(24, None), (25, None), (80, tree.mill.pk)]):
        services.add_employer(
            area_id=tree.county.pk,
            name=f"单位{number}",
            uscc=synthetic_uscc("91", "522601", f"0000000{number}"),
            kind="170",
            workers=workers,
            union_id=union,
            opened_on=date(2020, 1, 1),
            on=date(2023, 3, 1),
            **known,
        )

    found = selectors.coverage(cast.county_cadre, noon.date())
    figure = read("unions.coverage_rate", within=tree.county.path, period="2023-10")

    assert (found.due, found.covered, found.rate) == (2, 1, 0.5)
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_what_a_merger_closes_leaves_the_figures_whole(known, tree, reply):
    chair_of(known, tree.county)
    term_of(known, tree.county)
    services.merge_unions(
        union_id=tree.county.pk, into_id=tree.sister_county.pk, note="区划调整", **reply, **known
    )

    assert list(reconcile()) == []
    assert Tenure.objects.get(person_name="吴贵芳").ended_on == reply["effective_on"]
    assert Term.objects.get().state == "closed"
    assert read("unions.elections_due", within=tree.city.path, period="2024").value == 0
    assert read("unions.boards", within=tree.city.path, period="2023-12").value == 0


def test_a_reminder_reaches_those_who_keep_the_ledger(cast, known, tree):
    term_of(known, tree.county)

    services.remind_re_election(union_id=tree.county.pk, **known)
    services.remind_re_election(union_id=tree.county.pk, **known)

    assert [notice.to_id for notice in Notice.objects.all()] == [cast.user("county_cadre").pk]
