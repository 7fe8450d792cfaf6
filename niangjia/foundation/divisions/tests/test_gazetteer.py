"""The country in numbers, and ways through it."""

import pytest

from niangjia.foundation.divisions import gazetteer


def test_divisions_has_the_official_counts_of_2023():
    levels = [division.level for division in gazetteer.divisions()]

    assert levels.count("province") == 34
    assert levels.count("city") == 333
    assert levels.count("county") == 2844


@pytest.mark.parametrize(
    ("province", "counties"), [("520000", 88), ("620000", 86), ("340000", 104), ("450000", 111)]
)
def test_counties_of_a_province_counts_them(province, counties):
    assert len(gazetteer.counties_of(province)) == counties


def test_counties_of_reaches_from_nation_to_a_single_county():
    assert len(gazetteer.counties_of(gazetteer.NATION)) == 2844
    assert len(gazetteer.counties_of("522600")) == 16
    assert [d.name for d in gazetteer.counties_of("522601")] == ["凯里市"]
    assert gazetteer.counties_of("441900") == ()


def test_children_are_the_level_below_with_direct_counties_beside_cities():
    provinces = gazetteer.children(gazetteer.NATION)
    hainan = gazetteer.children("460000")

    assert len(provinces) == 34
    assert [d.name for d in hainan if d.level == "city"] == ["海口市", "三亚市", "三沙市", "儋州市"]
    assert len([d for d in hainan if d.level == "county"]) == 15
    assert gazetteer.children("522601") == ()


def test_every_parent_exists():
    parents = {d.parent_code for d in gazetteer.divisions() if d.parent_code}

    assert all(gazetteer.is_division(code) for code in parents)


def test_province_of_reads_a_code_of_any_length():
    assert gazetteer.province_of("522601001").name == "贵州省"
    assert gazetteer.province_of("522600").name == "贵州省"
    with pytest.raises(KeyError):
        gazetteer.province_of("990000")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("100000", ("全国",)),
        ("520000", ("贵州省",)),
        ("522601", ("贵州省", "黔东南苗族侗族自治州", "凯里市")),
        ("659001", ("新疆维吾尔自治区", "石河子市")),
        ("110101001", ("北京市", "东城区", "东华门街道")),
        ("441900003", ("广东省", "东莞市", "东城街道")),
        ("130171", ("河北省", "石家庄市", "石家庄高新技术产业开发区")),
    ],
)
def test_path_names_go_from_the_province_down(code, names):
    assert gazetteer.path_names(code) == names


def test_path_names_refuses_an_unknown_code():
    with pytest.raises(KeyError):
        gazetteer.path_names("529999")


def test_townships_of_a_province_hang_on_counties_zones_or_cities_without_counties():
    known = {d.code for d in gazetteer.divisions()} | {z.code for z in gazetteer.zones()}

    for province, count in (("520000", 1510), ("620000", 1403)):
        townships = gazetteer.townships_of(province)
        assert len(townships) == count
        assert all(t.parent_code in known for t in townships)
    assert len(gazetteer.townships_below("522601")) == 20


def test_points_cover_every_division():
    points = gazetteer.points()

    assert points.keys() == {d.code for d in gazetteer.divisions()}
    assert (round(points["522601"].lng), round(points["522601"].lat)) == (108, 27)


def test_zones_are_never_counted_as_counties():
    assert len(gazetteer.zones()) == 130
    assert not any(gazetteer.is_division(zone.code) for zone in gazetteer.zones())
