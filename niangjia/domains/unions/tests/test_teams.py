"""Leading groups and task forces: documents, heads, people moved in, rosters of a day."""

from datetime import date

import pytest

from niangjia.domains.unions.models import Team, TeamMember
from niangjia.domains.unions.selectors import teams as questions
from niangjia.domains.unions.services import teams
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db
MARCH, JUNE, JULY = date(2022, 3, 1), date(2022, 6, 30), date(2022, 7, 1)


@pytest.fixture
def form(cast, tree, noon):
    def found(name="零工客栈工会专班", kind="task_force", **told):
        plain = {"document": "凯工办发[2022]第08号", "issuer": "凯里市总工会", "begun_on": MARCH}
        return teams.form_team(
            actor=cast.county_cadre,
            union_id=tree.county.pk,
            kind=kind,
            name=name,
            now=noon,
            **(plain | told),
        )

    return found


@pytest.fixture
def join(cast, noon):
    def add(team, name="", role="member", **told):
        return teams.add_member(
            actor=cast.county_cadre,
            team_id=team.pk,
            person_name=name,
            role=role,
            now=noon,
            **({"begun_on": MARCH} | told),
        )

    return add


def test_a_leading_group_stands_on_a_document_as_offices_write_it_s000_07(form, join):
    group = form("“县级工会加强年”领导小组", "leading_group", task="专项工作")
    join(group, "杨书记", "head", post="市委副书记")
    join(group, "石主席", "deputy", post="市总工会主席")

    assert group.document == "凯工办发〔2022〕8号"
    assert [m.role_label for m in questions.roster(group, JUNE)] == ["组长", "副组长"]


@pytest.mark.parametrize("number", ["", "已批准", "凯工办发2022年8号", "凯工办发〔22〕8号"])
def test_a_document_without_a_number_is_refused(form, number):
    with pytest.raises(Refused, match="请填写文件文号") as refusal:
        form(document=number)

    assert refusal.value.field == "document"
    assert not Team.objects.exists()


def test_three_social_workers_are_moved_in_for_a_time_s000_13(form, join, hire, district):
    force = form()
    for name in ("甲社工", "乙社工", "丙社工"):
        join(
            force,
            worker_id=hire(name).pk,
            moved_from_id=district.first.pk,
            last_on=JUNE,
            is_full_time=True,
        )
    join(force, "负责人", "head")

    line = questions.team_lines([force], JUNE)[0]
    assert (line.heads, line.members, line.moved_in) == ("负责人", 4, 3)
    assert len(questions.roster(force, JULY)) == 1
    assert [m.person_name for m in questions.past_members(force, JULY)] == [
        "甲社工",
        "乙社工",
        "丙社工",
    ]


def test_whoever_is_moved_in_has_a_day_of_return(form, join, hire, district):
    force = form()

    with pytest.raises(Refused, match="抽调截止日期") as refusal:
        join(force, worker_id=hire().pk, moved_from_id=district.first.pk)

    assert refusal.value.field == "last_on"
    assert not TeamMember.objects.exists()


def test_nobody_is_full_time_in_two_task_forces_at_once(form, join, hire):
    worker, first, second = hire(), form(), form("建会攻坚专班")
    join(first, worker_id=worker.pk, last_on=JUNE, is_full_time=True)

    with pytest.raises(Refused, match="同一时间只能在一个专班脱产"):
        join(second, worker_id=worker.pk, begun_on=JUNE, is_full_time=True)

    join(second, worker_id=worker.pk, begun_on=date(2022, 4, 1), last_on=JUNE)
    later = join(form("普法专班"), worker_id=worker.pk, begun_on=JULY, is_full_time=True)
    assert later.is_full_time is True


@pytest.mark.parametrize(("kind", "most"), [("leading_group", 2), ("task_force", 1)])
def test_heads_are_as_many_as_the_kind_allows(form, join, kind, most):
    team = form(kind=kind)
    for number in range(most):
        join(team, f"组长{number}", "head")

    with pytest.raises(Refused, match=f"最多 {most} 名组长"):
        join(team, "又一位", "head")


def test_members_of_a_leading_group_are_not_full_time(form, join):
    with pytest.raises(Refused, match="编入工作专班"):
        join(form(kind="leading_group"), "甲", is_full_time=True)


def test_leaving_and_dissolving_have_a_day_and_a_reason(form, join, cast, noon):
    team = form()
    leaver, stayer = join(team, "甲"), join(team, "乙")
    known = {"actor": cast.county_cadre, "now": noon}

    with pytest.raises(Refused, match="原因"):
        teams.release_member(member_id=leaver.pk, last_on=JUNE, reason=" ", **known)
    teams.release_member(member_id=leaver.pk, last_on=JUNE, reason="返回原单位", **known)
    teams.dissolve_team(team_id=team.pk, last_on=date(2022, 12, 31), reason="任务完成", **known)

    stayer.refresh_from_db()
    assert (stayer.last_on, stayer.reason) == (date(2022, 12, 31), "随机构撤销")
    with pytest.raises(Refused, match="已于 2022-12-31 撤销"):
        join(team, "丙")
    with pytest.raises(Refused, match="结束"):
        teams.dissolve_team(team_id=team.pk, last_on=JULY, reason="再撤", **known)


def test_a_name_may_be_used_again_after_the_end(form, cast, noon):
    team = form()
    with pytest.raises(Refused, match="同名"):
        form()
    teams.dissolve_team(
        actor=cast.county_cadre, team_id=team.pk, last_on=JUNE, reason="完成", now=noon
    )

    assert form(begun_on=JULY).pk != team.pk


@pytest.mark.parametrize("part", ["grassroots_chair", "other_city_reviewer", "auditor", "worker"])
def test_others_change_nothing(form, cast, noon, part):
    team = form()

    with pytest.raises((Refused, Missing)):
        teams.add_member(
            actor=cast[part],
            team_id=team.pk,
            person_name="甲",
            role="member",
            begun_on=MARCH,
            now=noon,
        )

    assert not TeamMember.objects.exists()


def test_teams_and_those_moved_in_are_figures_that_reconcile(
    form, join, hire, district, cast, noon, tree
):
    force = form()
    join(force, worker_id=hire().pk, moved_from_id=district.first.pk, last_on=JUNE)

    def figure(key, month):
        return read(key, within=tree.county.path, period=month).value

    assert figure("unions.moved_in", "2022-05") == 1
    assert figure("unions.moved_in", "2022-07") == 0
    assert figure("unions.teams", "2022-07") == 1
    assert list(reconcile("unions.moved_in")) == []
