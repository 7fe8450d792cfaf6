"""Social union workers and members of teams from Excel: rows, problems, template, undo."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.unions.models import (
    Contract,
    Grading,
    Posting,
    SocialWorker,
    Team,
    TeamMember,
)
from niangjia.domains.unions.selectors import teams as rosters
from niangjia.domains.unions.selectors import workers as questions
from niangjia.domains.unions.services import teams, workers
from niangjia.foundation.audit.models import AuditEntry
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Refused
from niangjia.foundation.exchange import services as exchange
from niangjia.foundation.exchange.selectors import find_batch
from niangjia.foundation.exchange.tests.books import book
from niangjia.foundation.facts.reconciling import reconcile
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db
HEAD = [
    "姓名",
    "身份证号",
    "学历",
    "联系电话",
    "聘用单位",
    "用工形式",
    "合同开始",
    "合同到期",
    "包靠工会",
]
ROSTER = [
    "领导小组或专班",
    "姓名",
    "组内职务",
    "单位及职务",
    "加入日期",
    "截止日期",
    "抽调自",
    "是否脱产",
    "社工身份证号",
]
ID = synthetic_id("522601", date(1990, 5, 1), 2)
GOOD = ["岑立新", ID, "本科", "15185990001", "凯里市总工会", "劳动合同", "2022.3.1", "2025-02-28"]
GOOD += ["三棵树镇总工会、舟溪镇总工会"]


@pytest.fixture
def load(cast, noon):
    def start(*rows, layout="social-workers", head=HEAD):
        file = ContentFile(book([["名册"], head, *rows]), name="名册.xlsx")
        return exchange.start_import(
            actor=cast.county_cadre, layout_key=layout, file=file, now=noon
        )

    return start


@pytest.fixture
def run(load, cast, noon):
    def imported(*rows, **told):
        batch = load(*rows, **told)
        return exchange.import_valid_rows(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    return imported


def test_workers_come_with_contract_grade_and_postings(run, district, tree):
    """S003-09, S001-04: a roster becomes people, contracts and the unions they serve."""
    run(GOOD)

    worker = SocialWorker.objects.get()
    assert (worker.name, worker.id_number.open(), worker.degree_label) == ("岑立新", ID, "本科")
    contract = Contract.objects.get(worker=worker)
    assert (contract.begun_on, contract.last_on) == (date(2022, 3, 1), date(2025, 2, 28))
    assert Grading.objects.get(worker=worker).on == contract.begun_on
    serving = {posting.union_id for posting in Posting.objects.filter(worker=worker)}
    assert serving == {district.first.pk, district.second.pk}
    assert read("unions.social_workers", within=tree.county.path, period="2023-11").value == 1


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (1, "522601199005010020", "校验"),
        (1, synthetic_id("522601", date(1980, 5, 1), 2), "不超过 40 周岁"),
        (2, "高中", "学历不低于大专"),
        (4, "南明区总工会", "没有这个工会"),
        (5, "口头约定", "可填：劳动合同"),
        (7, "2021-12-31", "截止日期不能早于"),
        (8, "三棵树镇工会", "没有这个工会"),
    ],
)
def test_a_row_says_what_is_wrong_with_it_and_nothing_is_kept(load, district, at, value, sentence):
    row = list(GOOD)
    row[at] = value

    batch = load(row)

    assert any(sentence in str(problem) for problem in batch.problems), batch.problems
    assert (batch.rows_good, SocialWorker.objects.count()) == (0, 0)


def test_nobody_is_registered_twice_whoever_registered_them(load, run, district, hire):
    known = hire(born=date(1990, 5, 1))
    taken = list(GOOD)
    taken[1] = known.id_number.open()

    batch = load(
        taken,
        [*GOOD[:1], synthetic_id("522601", date(1991, 5, 1), 4), *GOOD[2:]],
        ["另一人", synthetic_id("522601", date(1991, 5, 1), 4), *GOOD[2:]],
    )

    told = [problem[3] for problem in batch.problems]
    assert told == ["这个身份证号已经登记", "表中有人重复", "表中有人重复"]
    assert taken[1] not in str(batch.problems)


def test_workers_are_taken_back_and_forgotten(run, cast, noon, district, tree):
    batch = run(GOOD)
    exchange.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    gone = SocialWorker.objects.get()
    assert (gone.name, gone.id_number.open(), gone.id_digest) == ("已撤销导入", "", None)
    assert not questions.workers_below(cast.county_cadre).exists()
    assert read("unions.social_workers", within=tree.county.path, period="2023-11").value == 0
    assert not [*reconcile("unions.social_workers")]
    assert AuditEntry.objects.filter(verb="undo_import", kind="unions.SocialWorker").count() == 1

    run(GOOD)
    assert questions.workers_below(cast.county_cadre).get().name == "岑立新"


def test_workers_somebody_worked_with_stay(run, cast, noon, district):
    batch = run(GOOD)
    workers.review_worker(
        actor=cast.county_cadre,
        worker_id=SocialWorker.objects.get().pk,
        rhythm="month",
        begins_on=date(2023, 10, 1),
        points=90,
        now=noon,
    )

    with pytest.raises(Refused, match="不能整批撤销"):
        exchange.undo_import(actor=cast.county_cadre, batch_id=batch.pk, now=noon)

    assert SocialWorker.objects.get().withdrawn_at is None


@pytest.fixture
def force(cast, tree, noon):
    """A task force, and a leading group."""
    known = {"actor": cast.county_cadre, "union_id": tree.county.pk, "now": noon}
    known |= {"issuer": "凯里市总工会", "begun_on": date(2023, 3, 1)}
    teams.form_team(kind="leading_group", name="领导小组", document="凯工办发〔2023〕1号", **known)
    return teams.form_team(kind="task_force", name="专班", document="凯工办发〔2023〕2号", **known)


def line(team="专班", name="杨秀芳", role="成员", **told):
    plain = {"post": "", "begun": "2023-03-01", "last": "", "origin": "", "full": "", "number": ""}
    return [team, name, role, *(plain | told).values()]


def join(run, *rows):
    return run(*rows, layout="team-members", head=ROSTER)


def test_a_roster_joins_its_team_with_people_moved_in(run, force, hire, district):
    """S000-13: heads, members, three moved in from elsewhere, one of them a social worker."""
    worker = hire(name="张小梅")
    join(
        run,
        line(role="组长", name="石光明", post="市总工会主席"),
        line(),
        line(name="罗海", last="2023-12-31", origin="三棵树镇总工会", full="是"),
        line(name="张小梅", last="2023-12-31", origin="522601101", number=worker.id_number.open()),
    )

    found = rosters.roster(force, date(2023, 6, 1))
    assert [(m.role_label, m.person_name) for m in found] == [
        ("组长", "石光明"),
        ("成员", "杨秀芳"),
        ("成员", "罗海"),
        ("成员", "张小梅"),
    ]
    assert [m.moved_from and m.moved_from.short_name for m in found][2:] == ["三棵树镇", "舟溪镇"]
    assert (found[2].is_full_time, found[3].worker) == (True, worker)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"team": "专版"}, "是否为“专班”"),
        ({"origin": "三棵树镇总工会"}, "请填写抽调截止日期"),
        ({"origin": "三棵树镇工会", "last": "2023-12-31"}, "没有这个工会"),
        ({"begun": "2023-02-01"}, "不能早于成立日期"),
        ({"team": "领导小组", "full": "是"}, "领导小组成员不脱产"),
        ({"number": ID}, "没有这名社会化工会工作者"),
        ({"role": "顾问"}, "可填：组长"),
    ],
)
def test_a_row_of_a_roster_says_what_is_wrong(load, force, district, told, sentence):
    batch = load(line(**told), layout="team-members", head=ROSTER)

    assert any(sentence in str(problem) for problem in batch.problems), batch.problems
    assert not TeamMember.objects.exists()


def test_rows_of_one_roster_are_held_against_each_other(load, cast, force, district, tree, noon):
    teams.form_team(
        actor=cast.county_cadre,
        union_id=tree.county.pk,
        kind="task_force",
        name="第二专班",
        document="凯工办发〔2023〕3号",
        issuer="凯里市总工会",
        begun_on=date(2023, 3, 1),
        now=noon,
    )
    batch = load(
        line(),
        line(),
        line(name="甲", role="组长"),
        line(name="乙", role="组长"),
        line(name="丙", full="是"),
        line(team="第二专班", name="丙", full="是"),
        layout="team-members",
        head=ROSTER,
    )

    told = [(problem[0], problem[3]) for problem in batch.problems]
    assert [sentence for _row, sentence in told] == [
        "表中同一机构有人重复",
        "表中组长多于规定人数",
        "表中此人在两个专班脱产",
    ]


def test_a_roster_is_taken_back_unless_somebody_left(run, cast, force, district, noon, tree):
    first = join(run, line(name="罗海", last="2023-12-31", origin="三棵树镇总工会"))
    exchange.undo_import(actor=cast.county_cadre, batch_id=first.pk, now=noon)

    assert rosters.roster(force, date(2023, 3, 1)) == []
    assert rosters.past_members(force, noon.date()) == []
    assert read("unions.moved_in", within=tree.county.path, period="2023-11").value == 0
    assert not [*reconcile("unions.moved_in")]
    again = join(run, line(name="罗海", last="2023-12-31", origin="三棵树镇总工会"))
    (member,) = rosters.roster(force, date(2023, 3, 1))
    teams.release_member(
        actor=cast.county_cadre,
        member_id=member.pk,
        last_on=date(2023, 9, 30),
        reason="任务完成",
        now=noon,
    )
    with pytest.raises(Refused, match="不能整批撤销"):
        exchange.undo_import(actor=cast.county_cadre, batch_id=again.pk, now=noon)
    assert Team.objects.count() == 2


@pytest.mark.parametrize(
    ("ledger", "layout", "head"),
    [("workers", "social-workers", "身份证号"), ("teams", "team-members", "组内职务")],
)
def test_the_ledger_leads_to_template_and_error_sheet(
    client, cast, load, force, district, ledger, layout, head
):
    client.force_login(cast.user("county_cadre"))
    start = reverse("exchange:start", args=[layout])
    assert f'href="{start}"' in client.get(reverse(f"unions:{ledger}")).content.decode()

    answer = client.get(reverse("exchange:template", args=[layout]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0)
    assert any(head in str(cell) for row in sheet.to_python() for cell in row)

    wrong = (
        load(["甲", *GOOD[1:4], "南明", *GOOD[5:]])
        if ledger == "workers"
        else load(line(team="没有"), layout=layout, head=ROSTER)
    )
    assert find_batch(cast.county_cadre, wrong.pk).rows_bad == 1
    problems = client.get(reverse("exchange:problems", args=[wrong.pk]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(problems))).get_sheet_by_index(0)
    assert "问题" in str(sheet.to_python())


def test_readers_do_not_import(client, cast, force):
    client.force_login(cast.user("grassroots_chair"))
    for ledger, layout in (("workers", "social-workers"), ("teams", "team-members")):
        page = client.get(reverse(f"unions:{ledger}")).content.decode()
        assert reverse("exchange:start", args=[layout]) not in page
        assert client.get(reverse("exchange:start", args=[layout])).status_code == 404
