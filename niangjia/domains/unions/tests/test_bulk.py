"""Bulk acts: asked first, told row by row, and by a job where there are many."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from niangjia.domains.unions import services
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.exchange import bulk
from niangjia.foundation.exchange.models import ExportFile
from niangjia.foundation.jobs.models import Progress
from niangjia.foundation.jobs.worker import drain

pytestmark = pytest.mark.django_db
URL = "unions:bulk"


@pytest.fixture
def at(client, cast):
    client.force_login(cast.user("city_reviewer"))
    return client


def rows_of(client, url):
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(client.get(url).streaming_content)))
    return [[cell for cell in row if cell] for row in sheet.get_sheet_by_index(0).to_python()]


def test_the_result_is_a_workbook_of_every_union(at, tree):
    ids = [tree.county.pk, tree.other_county.pk]
    asked = {"ids": ids, "sure": "1", "note": "长期不活动"}

    page = at.post(reverse(URL, args=["mark_dormant"]), asked).content.decode()

    url = reverse("exchange:export", args=[ExportFile.objects.get().pk])
    rows = rows_of(at, url)
    assert url in page
    assert [1.0, "凯里市总工会", "522601", "已办理"] in rows
    assert any(row[-2:] == ["未改", "没有找到，或您没有查看权限"] for row in rows)


def test_a_mark_without_a_reason_is_asked_for_it(at, tree, fresh):
    asked = {"ids": [tree.county.pk], "sure": "1", "note": ""}

    answer = at.post(reverse(URL, args=["mark_dormant"]), asked)

    assert (answer.status_code, "请填写原因" in answer.content.decode()) == (422, True)
    assert not fresh(tree.county).is_dormant
    assert ExportFile.objects.count() == 0


def test_a_second_mark_says_that_it_is_there_already(cast, tree, noon):
    known = {"actor": cast.city_reviewer, "note": "长期不活动", "now": noon}
    services.mark_dormant(union_id=tree.county.pk, **known)

    outcome = services.act_on_many(action="mark_dormant", union_ids=[tree.county.pk], **known)

    assert [row.why for row in outcome.left] == ["已标为“有名无实”，不用重复标记"]


def test_nothing_ticked_says_what_to_do(at):
    assert "还没有勾选工会" in at.post(reverse(URL, args=["remind"])).content.decode()


def test_many_are_done_by_a_job(at, tree, monkeypatch):
    monkeypatch.setattr(bulk, "NOW", 2)
    plant([Seedling(f"y{n}", f"甲{n}工会", "甲", 7, "grassroots", "522601") for n in range(3)])
    ids = ",".join(str(u.pk) for u in Union.objects.filter(code__startswith="y"))
    asked = {"ids": ids, "sure": "1", "note": "长期不活动"}

    answer = at.post(reverse(URL, args=["mark_dormant"]), asked)
    assert Union.objects.filter(is_dormant=True).count() == 0
    drain()

    progress = Progress.objects.get()
    assert answer.url == reverse("jobs:status", args=[progress.pk])
    assert (progress.words, Union.objects.filter(is_dormant=True).count()) == (
        "成功 3 个，0 个未改",
        3,
    )
    assert len([row for row in rows_of(at, progress.url) if "已办理" in row]) == 3


def test_a_job_that_runs_again_does_nothing_twice(cast, tree, noon):
    known = {"actor": cast.city_reviewer, "action": "mark_dormant", "note": "长期", "now": noon}
    for _run in range(2):
        told = []
        outcome = services.act_on_many(
            union_ids=[tree.county.pk], run="one", told=told.append, **known
        )

    assert (outcome.done, outcome.left) == (1, [])
