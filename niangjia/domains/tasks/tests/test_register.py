"""The register of documents: numbers without gaps, handling, what begins with a document (S000-07)."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from niangjia.domains.tasks.enums.register import Direction, EntryState, PaperKind
from niangjia.domains.tasks.enums.tasks import TaskState
from niangjia.domains.tasks.models import Entry, Task
from niangjia.domains.tasks.selectors import register as selectors
from niangjia.domains.tasks.services import handling, register
from niangjia.domains.tasks.workflow.register import ENTRY
from niangjia.foundation.calendar.periods import Period
from niangjia.foundation.documents import services as documents
from niangjia.foundation.documents.enums import DocumentKind
from niangjia.foundation.documents.paper import Body
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.facts.selectors import read

pytestmark = pytest.mark.django_db

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
TODAY = date(2023, 11, 20)


def incoming(cast, noon, **told):
    """A document the county received."""
    plain = {
        "direction": Direction.IN,
        "title": "关于做好年度统计的通知",
        "issuer": "黔东南州总工会",
        "kind": PaperKind.NOTICE,
        "document_no": "黔东南工办发〔2023〕12号",
    }
    return register.register(actor=cast.county_cadre, now=noon, **{**plain, **told})


@pytest.fixture
def entry(cast, noon):
    """The first document of the year."""
    return incoming(cast, noon)


def test_numbers_count_by_union_direction_and_year(cast, tree, entry, noon):
    second = incoming(cast, noon, document_no="黔东南工办发〔2023〕13号")
    out = incoming(cast, noon, direction=Direction.OUT, document_no="凯工发〔2023〕7号")
    before = incoming(cast, noon, document_no="", registered_on=date(2022, 12, 30))

    numbers = [row.register_no for row in (entry, second, out, before)]
    assert numbers == ["收〔2023〕1", "收〔2023〕2", "发〔2023〕1", "收〔2022〕1"]
    assert (out.state_words, entry.state_words) == ("已发文", "待拟办")
    assert read("tasks.documents_in", within=tree.county.path, period=YEAR).value == 2


def test_a_refused_document_takes_no_number(cast, entry, noon):
    with pytest.raises(Refused, match="已登记为 收〔2023〕1"):
        incoming(cast, noon)

    assert incoming(cast, noon, document_no="").number == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "黔工办发[2023]12号",
        "黔工办发〔2023〕012号",
        "黔工办发〔2023〕第12号",
        "黔工办发（2023）12号",
        "黔工办发【2023】 12号",
    ],
)
def test_a_number_written_wrongly_is_refused_with_the_right_one(cast, noon, wrong):
    with pytest.raises(Refused, match="应写成“黔工办发〔2023〕12号”") as refusal:
        incoming(cast, noon, document_no=wrong)

    assert refusal.value.field == "document_no"
    assert not Entry.objects.exists()


@pytest.mark.parametrize("wrong", ["2023年第12号", "黔工办发〔2031〕1号", "abc"])
def test_what_is_no_number_is_refused(cast, noon, wrong):
    with pytest.raises(Refused):
        incoming(cast, noon, document_no=wrong)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps(tree):
    given: list[int] = []

    def enter() -> None:
        with transaction.atomic():
            given.append(register.next_number(tree.county.pk, Direction.IN, 2023))
        connection.close()

    # In memory SQLite has one connection; elsewhere eight clerks race.
    count = 1 if connection.vendor == "sqlite" else 8
    threads = [threading.Thread(target=enter) for _each in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == list(range(1, count + 1))


def test_a_document_is_handled_to_its_end(cast, tree, entry, noon):
    known = {"actor": cast.county_cadre, "entry_id": entry.pk, "now": noon}
    handling.suggest(note="拟请组织部办理", department="组织部", **known)
    handling.instruct(note="同意，按时上报", leader="杨主席", due_on=date(2023, 11, 24), **known)
    done = handling.finish(note="已上报", **known)

    assert (done.state, done.department, done.instructed_by) == (
        EntryState.DONE,
        "组织部",
        "杨主席",
    )
    assert read("tasks.documents_in_time", within=tree.county.path, period=YEAR).value == 1


def test_an_instruction_names_who_does_it(cast, entry, noon):
    with pytest.raises(Refused, match="请写明承办部门"):
        handling.instruct(actor=cast.county_cadre, entry_id=entry.pk, note="同意", now=noon)

    entry.refresh_from_db()
    assert (entry.state, entry.instruction) == (EntryState.REGISTERED, "")


def test_a_voided_line_keeps_its_number_and_counts_no_more(cast, tree, entry, noon):
    handling.void(actor=cast.county_cadre, entry_id=entry.pk, note="重复登记", now=noon)

    assert incoming(cast, noon).number == 2
    assert read("tasks.documents_in", within=tree.county.path, period=YEAR).value == 1


def issue(cast, tree, noon, title="关于召开推进会的通知"):
    """A document the county issues itself."""
    draft = documents.draft_document(
        actor=cast.county_cadre,
        path=tree.county.path,
        kind=DocumentKind.NOTICE,
        word="凯工办发",
        issuer="凯里市总工会",
        title=title,
        body=Body(blocks=("请准时参加。",), addressee="各乡镇总工会："),
        now=noon,
    )
    return documents.issue_document(actor=cast.county_cadre, document_id=draft.pk, now=noon)


def test_what_the_house_issues_is_registered_by_itself_and_voided_when_taken_back(cast, tree, noon):
    document = issue(cast, tree, noon)

    (row,) = Entry.objects.all()
    assert (row.register_no, row.document_no, row.sent_to) == (
        "发〔2023〕1",
        "凯工办发〔2023〕1号",
        "各乡镇总工会：",
    )
    assert register.register_missing(now=noon) == 0
    documents.withdraw_document(
        actor=cast.county_cadre, document_id=document.pk, note="内容有误", now=noon
    )
    row.refresh_from_db()
    assert (row.state, row.result) == (EntryState.VOID, "内容有误")


def test_what_was_issued_before_is_registered_in_its_order(cast, tree, noon):
    issue(cast, tree, noon, "关于第一件事的通知")
    issue(cast, tree, noon, "关于第二件事的通知")
    Entry.objects.all().delete()

    assert register.register_missing(now=noon) == 2

    titles = list(Entry.objects.order_by("number").values_list("title", flat=True))
    assert titles == ["关于第一件事的通知", "关于第二件事的通知"]


def test_a_document_starts_a_task_and_a_programme(cast, tree, entry, noon):
    known = {"actor": cast.county_cadre, "entry_id": entry.pk, "now": noon}

    root = handling.begin_task(
        union_ids=[tree.county.pk], title="上报统计", due_on=date(2023, 11, 30), **known
    )
    programme = handling.begin_programme(
        title="年度统计", begins_on=TODAY, ends_on=date(2023, 12, 31), **known
    )

    (child,) = Task.objects.filter(parent=root)
    assert child.state == TaskState.ASSIGNED
    assert child.content == "依据：黔东南州总工会关于做好年度统计的通知（黔东南工办发〔2023〕12号）"
    assert (programme.issuer, programme.number) == (entry.issuer, entry.document_no)
    with pytest.raises(Refused, match="已经立为任务"):
        handling.begin_task(
            union_ids=[tree.county.pk], title="再报", due_on=date(2023, 11, 30), **known
        )


def test_the_list_and_one_line_agree(cast, entry):
    wanted = selectors.Wanted()

    assert list(selectors.entry_rows(cast.county_cadre, wanted, TODAY)) == [entry]
    assert selectors.find_entry(cast.city_reviewer, entry.pk) == entry
    with pytest.raises(Missing):
        selectors.find_entry(cast.other_city_reviewer, entry.pk)
    assert not selectors.entry_rows(cast.grassroots_chair, wanted, TODAY).exists()


@pytest.mark.parametrize("state", EntryState.values)
def test_only_those_who_work_there_move_a_document(cast, entry, state):
    entry.state = state
    table = {
        "registered": {"suggest", "instruct", "file_away", "void"},
        "proposed": {"instruct", "file_away", "void"},
        "in_hand": {"finish_entry"},
        "filed": {"void"},
    }

    assert {s.verb for s in ENTRY.open_to(cast.county_cadre, entry)} == table.get(state, set())
    others = (cast.city_reviewer, cast.province_cadre, cast.grassroots_chair, cast.auditor)
    assert all(ENTRY.open_to(actor, entry) == [] for actor in others)


@pytest.mark.parametrize(
    "words",
    ["年度统计", "gyzh", "黔东南工办发〔2023〕12号", "工办发[2023]12", "收〔2023〕1", "2023〕12号"],
)
def test_a_document_is_found_by_title_initials_and_numbers(cast, entry, words):
    assert selectors.search_entries(cast.county_cadre, words, 5) == [entry]


def test_a_document_is_found_where_one_stands_and_above_alone(cast, tree, entry, noon):
    found = {
        who: selectors.search_entries(cast[who], "年度统计", 5)
        for who in ("county_cadre", "city_reviewer", "other_city_reviewer", "grassroots_chair")
    }

    assert found == {
        "county_cadre": [entry],
        "city_reviewer": [entry],
        "other_city_reviewer": [],
        "grassroots_chair": [],
    }


def test_a_corrected_line_is_found_by_its_new_words_alone(cast, entry, noon):
    register.correct_entry(
        actor=cast.county_cadre,
        entry_id=entry.pk,
        title="关于报送季度数据的通知",
        issuer=entry.issuer,
        kind=entry.kind,
        now=noon,
    )

    assert selectors.search_entries(cast.county_cadre, "季度数据", 5) == [entry]
    assert selectors.search_entries(cast.county_cadre, "年度统计", 5) == []


def test_the_keyword_box_understands_a_number_however_it_is_written(cast, entry, noon):
    incoming(cast, noon, title="另一件", document_no="黔东南工办发〔2023〕13号")
    found = {
        words: list(selectors.entry_rows(cast.county_cadre, selectors.Wanted(q=words), TODAY))
        for words in ("办发（2023）12号", "黔东南州总工会", "没有这份")
    }

    assert found["办发（2023）12号"] == [entry]
    assert [len(rows) for rows in found.values()] == [1, 2, 0]
