"""Code tables."""

import pytest

from niangjia.foundation.divisions import codes


def test_ethnic_groups_are_56_in_order():
    groups = codes.ethnic_groups()

    assert [group.code for group in groups] == [f"{n:02d}" for n in range(1, 57)]
    assert groups[5].name == "苗族"


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("gender", 4),
        ("marital_status", 8),
        ("health_status", 4),
        ("employment_status", 13),
        ("education", 40),
        ("political_status", 13),
    ],
)
def test_person_codes_have_the_sizes_of_the_standards(kind, size):
    assert len(codes.person_codes(kind)) == size


def test_person_codes_refuse_an_unknown_set():
    with pytest.raises(KeyError):
        codes.person_codes("shoe_size")


def test_industries_and_occupations_have_their_parents():
    industries = {row.code: row for row in codes.industries()}
    occupations = {row.code: row for row in codes.occupations()}

    assert len(industries) == 1971
    assert len(occupations) == 87
    assert all(row.parent_code in industries for row in industries.values() if row.parent_code)
    assert all(row.parent_code in occupations for row in occupations.values() if row.parent_code)


def test_id_regions_keep_every_meaning_of_a_code():
    regions = codes.id_regions()

    assert sum(len(meanings) for meanings in regions.values()) == 8127
    assert len(regions) == 7202
    assert {meaning.name for meaning in regions["522601"]} == {"凯里市"}
