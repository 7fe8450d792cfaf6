"""Workers of an employer are stated for a day: an edit of today leaves the past alone."""

from datetime import date

import pytest

from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.models import Employer, Union, Workforce
from niangjia.foundation.divisions.identity import synthetic_uscc
from niangjia.foundation.errors import Refused, Stale
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db
SPRING, JUNE = date(2023, 3, 1), date(2023, 6, 1)


@pytest.fixture
def known(cast, noon):
    return {"actor": cast.city_reviewer, "now": noon}


@pytest.fixture
def firm(known, tree):
    return services.add_employer(
        area_id=tree.county.pk,
        name="甲厂",
        uscc=synthetic_uscc("91", "522601", "00000001"),
        kind="170",
        workers=30,
        women_workers=10,
        on=SPRING,
        **known,
    )


def whole():
    """Whether the rows still say what the ledger holds of employers."""
    return not [*reconcile("unions.coverage_rate"), *reconcile("unions.employers")]


def due(tree, month, key="unions.employers_due"):
    return read(key, within=tree.city.path, period=f"2023-{month:02d}").value


def test_an_edit_adds_a_statement_and_leaves_the_past(firm, known, tree):
    services.update_employer(
        employer_id=firm.pk, version=firm.version, workers=12, on=JUNE, **known
    )

    assert [due(tree, month) for month in (2, 3, 5, 6)] == [0, 1, 1, 0]
    assert [w.workers for w in selectors.workforces_of(firm)] == [12, 30]
    assert Employer.objects.get().women_workers == 10
    assert whole()


def test_words_alone_state_nothing(firm, known):
    services.update_employer(employer_id=firm.pk, version=firm.version, name="乙厂", **known)

    assert Workforce.objects.count() == 1


def test_the_same_day_again_corrects_it(firm, known, tree):
    services.state_workforce(employer_id=firm.pk, on=SPRING, workers=24, source="更正", **known)

    assert [due(tree, month) for month in (3, 11)] == [0, 0]
    assert whole()


def test_a_union_covers_from_the_day_it_is_told_and_founded(firm, known, tree):
    Union.objects.filter(pk=tree.mill.pk).update(founded_on=JUNE)
    services.update_employer(
        employer_id=firm.pk,
        version=firm.version,
        union_id=tree.mill.pk,
        on=date(2023, 4, 1),
        **known,
    )

    covered = [due(tree, month, "unions.employers_covered") for month in (4, 5, 6)]
    assert covered == [0, 0, 1]
    assert [w.on for w in selectors.workforces_of(firm)] == [JUNE, date(2023, 4, 1), SPRING]
    assert whole()


def test_a_unit_that_closes_is_due_no_more(firm, known, tree):
    services.update_employer(
        employer_id=firm.pk, version=firm.version, closed_on=date(2023, 8, 1), **known
    )

    assert [due(tree, month) for month in (7, 8)] == [1, 0]
    assert due(tree, 8, "unions.employers") == 0
    assert whole()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"on": date(2023, 12, 1), "workers": 1}, "不能晚于今天"),
        ({"on": date(2023, 2, 1), "workers": 1}, "已经填报过"),
        ({"on": JUNE, "workers": 1, "women_workers": 2}, "不能多于职工数"),
    ],
)
def test_what_cannot_be_stated_says_why(firm, known, asked, sentence):
    with pytest.raises(Refused, match=sentence):
        services.state_workforce(employer_id=firm.pk, **asked, **known)

    assert Workforce.objects.count() == 1


def test_a_unit_does_not_close_before_it_was_counted(firm, known):
    with pytest.raises(Refused, match="终止日期不能早于"):
        services.update_employer(
            employer_id=firm.pk, version=firm.version, closed_on=date(2023, 2, 1), **known
        )


def test_a_union_in_preparation_is_nobodys_union(firm, known, tree):
    union = services.prepare_union(
        parent_id=tree.county.pk, name="甲厂工会", kind="grassroots", **known
    )

    with pytest.raises(Refused, match="批准成立后"):
        services.update_employer(
            employer_id=firm.pk, version=firm.version, union_id=union.pk, **known
        )


def test_whoever_was_slower_states_nothing(firm, known):
    with pytest.raises(Stale):
        services.update_employer(employer_id=firm.pk, version=firm.version - 1, workers=5, **known)

    assert Workforce.objects.count() == 1
