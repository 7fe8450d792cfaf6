"""What happens to unions: names, places, parts and ends, and what the law refuses."""

from datetime import date

import pytest

from niangjia.domains.unions import selectors, services
from niangjia.domains.unions.enums import DissolveReason, UnionKind, UnionState
from niangjia.domains.unions.events import UnionMoved
from niangjia.domains.unions.models import Employer, Union, UnionChange
from niangjia.foundation import events
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.models import Moved
from niangjia.foundation.notices import services as notices
from niangjia.foundation.notices.models import Notice
from niangjia.foundation.search import selectors as search

pytestmark = pytest.mark.django_db


def test_rename_union_keeps_what_it_was(cast, tree, reply, noon, fresh):
    services.rename_union(
        actor=cast.city_reviewer,
        union_id=tree.sister_county.pk,
        name="黄平市总工会",
        code="522699",
        now=noon,
        **reply,
    )

    union = fresh(tree.sister_county)
    change = UnionChange.objects.get()
    assert (union.name, union.code, union.division_code) == ("黄平市总工会", "522699", "522699")
    assert union.initials == "hpszgh"
    assert (change.before["name"], change.after["name"]) == ("黄平县总工会", "黄平市总工会")
    assert (change.document, change.by_id) == (reply["document"], cast.city_reviewer.user_id)


def test_renamed_union_is_found_by_both_names(cast, tree, reply, noon):
    services.rename_union(
        actor=cast.city_reviewer, union_id=tree.county.pk, name="新凯里总工会", now=noon, **reply
    )

    for words in ("新凯里", "凯里市总工会"):
        assert tree.county.pk in search.find("unions.union", words, Union.objects.all())


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"effective_on": date(2023, 11, 21)}, "生效日期不能晚于今天"),
        ({"document": ""}, "《工会法》第十二条"),
        ({"document": "已批准"}, "《工会法》第十二条"),
        ({"name": "凯里市总工会"}, "都没有变化"),
        ({"code": "520102"}, "已存在"),
    ],
)
def test_rename_union_is_refused(cast, tree, reply, noon, fresh, changed, sentence):
    asked = {"name": "新名称", **reply, **changed}

    with pytest.raises(Refused, match=sentence):
        services.rename_union(actor=cast.city_reviewer, union_id=tree.county.pk, now=noon, **asked)

    assert fresh(tree.county).name == "凯里市总工会"
    assert not UnionChange.objects.exists()


def test_no_union_changes_itself(cast, tree, reply, noon):
    with pytest.raises(Refused, match="须由上一级工会批准（《工会法》第十二条）"):
        services.rename_union(
            actor=cast.city_reviewer, union_id=tree.city.pk, name="新名称", now=noon, **reply
        )


def test_a_stranger_does_not_even_see_the_union(cast, tree, reply, noon):
    with pytest.raises(Missing):
        services.rename_union(
            actor=cast.other_city_reviewer, union_id=tree.county.pk, name="新", now=noon, **reply
        )


def test_dates_of_changes_run_forward(cast, tree, reply, noon):
    known = {"actor": cast.city_reviewer, "union_id": tree.county.pk, "now": noon}
    services.rename_union(name="甲总工会", **known, **reply)

    with pytest.raises(Refused, match="生效日期不能早于这一天"):
        services.rename_union(
            name="乙总工会", effective_on=date(2023, 10, 31), document="1号", **known
        )


def test_move_union_carries_everything_below(cast, tree, reply, noon, fresh, monkeypatch):
    heard = []
    monkeypatch.setitem(events._listeners, UnionMoved, [heard.append])
    old = tree.county.path

    services.move_union(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        parent_id=tree.other_city.pk,
        now=noon,
        **reply,
    )

    county, mill = fresh(tree.county), fresh(tree.mill)
    assert county.parent_id == tree.other_city.pk
    assert county.path == tree.other_city.path + old[-5:]
    assert mill.path == county.path + tree.mill.path[-5:]
    assert Moved.objects.get().new_path == county.path
    assert heard == [UnionMoved(county.pk, old, county.path, reply["effective_on"], noon)]


@pytest.mark.parametrize(
    ("part", "to", "sentence"),
    [
        ("county", "city", "已经是它的上级工会"),
        ("city", "county", "高于它的层级"),
        ("mill", "mill", "高于它的层级"),
    ],
)
def test_move_union_is_refused(cast, tree, reply, noon, fresh, part, to, sentence):
    union = getattr(tree, part)

    with pytest.raises(Refused, match=sentence):
        services.move_union(
            actor=cast.province_cadre,
            union_id=union.pk,
            parent_id=getattr(tree, to).pk,
            now=noon,
            **reply,
        )

    assert fresh(union).path == union.path


def test_merge_unions_moves_children_and_numbers(cast, tree, reply, noon, fresh):
    for union, members in ((tree.county, 300), (tree.sister_county, 200)):
        services.state_headcount(
            actor=cast.city_reviewer,
            union_id=union.pk,
            on=date(2023, 1, 1),
            workers=members * 2,
            members=members,
            now=noon,
        )

    services.merge_unions(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        into_id=tree.sister_county.pk,
        note="区划调整",
        now=noon,
        **reply,
    )

    gone, into, mill = fresh(tree.county), fresh(tree.sister_county), fresh(tree.mill)
    assert (gone.state, gone.successor_id, gone.ended_on) == (
        UnionState.MERGED,
        into.pk,
        reply["effective_on"],
    )
    assert (mill.parent_id, mill.path) == (into.pk, into.path + tree.mill.path[-5:])
    assert (into.workers, into.members) == (1000, 500)
    assert set(UnionChange.objects.values_list("union_id", "kind")) == {
        (gone.pk, "merge"),
        (mill.pk, "move"),
    }


@pytest.mark.parametrize(
    ("into", "note", "sentence"),
    [
        ("sister_county", "", "不得随意撤销、合并工会组织（《工会法》第十二条）"),
        ("county", "调整", "不能并入自己"),
        ("other_city", "调整", "同一层级"),
    ],
)
def test_merge_unions_is_refused(cast, tree, reply, noon, fresh, into, note, sentence):
    with pytest.raises(Refused, match=sentence):
        services.merge_unions(
            actor=cast.province_cadre,
            union_id=tree.county.pk,
            into_id=getattr(tree, into).pk,
            note=note,
            now=noon,
            **reply,
        )

    assert fresh(tree.county).state == UnionState.ESTABLISHED


def test_split_union_takes_the_named_children_along(cast, tree, reply, noon, fresh):
    new = services.split_union(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        name="凯里新区总工会",
        code="522690",
        child_ids=[tree.mill.pk],
        now=noon,
        **reply,
    )

    assert (new.parent_id, new.level, new.state) == (tree.city.pk, 4, UnionState.ESTABLISHED)
    assert fresh(tree.mill).parent_id == new.pk
    kinds = UnionChange.objects.filter(union=tree.county).values_list("kind", "other_id")
    assert list(kinds) == [("split", new.pk)]


def test_split_union_takes_only_its_own_children(cast, tree, reply, noon):
    with pytest.raises(Refused, match="直接下级"):
        services.split_union(
            actor=cast.city_reviewer,
            union_id=tree.county.pk,
            name="凯里新区总工会",
            code="522690",
            child_ids=[tree.sister_county.pk],
            now=noon,
            **reply,
        )

    assert not Union.objects.filter(code="522690").exists()


def dissolve(cast, tree, reply, noon, part="mill", **changed):
    return services.dissolve_union(
        **{
            "actor": cast.city_reviewer,
            "union_id": getattr(tree, part).pk,
            "reason": DissolveReason.EMPLOYER_ENDED,
            "note": "企业破产终结",
            "now": noon,
            **reply,
            **changed,
        }
    )


def test_a_union_ends_with_its_employer(cast, tree, reply, noon, fresh):
    Employer.objects.create(
        area=tree.county,
        registered_in=tree.county,
        union=tree.mill,
        name="第一纺织厂",
        uscc="9152260100000000XX",
        kind="110",
        closed_on=date(2023, 10, 1),
    )

    dissolve(cast, tree, reply, noon)

    mill = fresh(tree.mill)
    assert (mill.state, mill.ended_on) == (UnionState.DISSOLVED, reply["effective_on"])


def test_a_union_does_not_end_while_its_employer_lives(cast, tree, reply, noon, fresh):
    Employer.objects.create(
        area=tree.county,
        registered_in=tree.county,
        union=tree.mill,
        name="第一纺织厂",
        uscc="91",
        kind="110",
    )

    with pytest.raises(Refused, match="《工会法》第十三条"):
        dissolve(cast, tree, reply, noon)

    assert fresh(tree.mill).state == UnionState.ESTABLISHED


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": "no longer wanted"}, "不得随意撤销工会（《工会法》第十二条）"),
        ({"reason": DissolveReason.DIVISION_ENDED}, "《工会法》第十三条"),
        ({"part": "county"}, "还有下级工会"),
        ({"note": " "}, "请填写意见"),
    ],
)
def test_dissolve_union_is_refused(cast, tree, reply, noon, changed, sentence):
    with pytest.raises(Refused, match=sentence):
        dissolve(cast, tree, reply, noon, **changed)

    assert not UnionChange.objects.exists()


def test_prepared_union_counts_once_it_is_founded(cast, tree, reply, noon):
    union = services.prepare_union(
        actor=cast.county_cadre,
        parent_id=tree.county.pk,
        name="凯里市第二纺织厂工会",
        kind=UnionKind.GRASSROOTS,
        now=noon,
    )
    assert (union.state, union.code, union.level) == (UnionState.PREPARING, "522601-0002", 7)

    founded = services.approve_founding(
        actor=cast.city_reviewer, union_id=union.pk, now=noon, **reply
    )

    assert (founded.state, founded.founded_on) == (UnionState.ESTABLISHED, reply["effective_on"])
    assert selectors.union_by_code("522601-0002").pk == union.pk


def test_a_unit_with_25_members_needs_its_own_committee(cast, tree, noon):
    known = {"actor": cast.county_cadre, "parent_id": tree.county.pk, "now": noon}

    with pytest.raises(Refused, match="《工会法》第十一条"):
        services.prepare_union(name="甲厂工会小组", kind=UnionKind.GROUP, members=25, **known)

    small = services.prepare_union(name="甲厂工会小组", kind=UnionKind.GROUP, members=24, **known)
    assert small.state == UnionState.PREPARING


def test_withdrawn_preparation_stays_in_the_book(cast, tree, noon):
    union = services.prepare_union(
        actor=cast.county_cadre,
        parent_id=tree.county.pk,
        name="甲厂工会",
        kind=UnionKind.GRASSROOTS,
        now=noon,
    )

    services.withdraw_union(actor=cast.county_cadre, union_id=union.pk, note="重复", now=noon)

    assert Union.objects.get(pk=union.pk).state == UnionState.WITHDRAWN


def test_a_move_carries_the_copies_of_the_path(cast, tree, reply, noon, fresh):
    notices.send(
        to=[cast.county_cadre.user_id],
        subject="换届提醒",
        key="k",
        now=noon,
        path=tree.mill.path,
    )

    services.move_union(
        actor=cast.province_cadre,
        union_id=tree.county.pk,
        parent_id=tree.other_city.pk,
        now=noon,
        **reply,
    )

    assert Notice.objects.get().path == fresh(tree.mill).path
