"""From the screen to what can be done about it: 督办, the pages of a wall screen, paper."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import NoReverseMatch, reverse

from niangjia.domains.tasks.enums.tasks import Reach
from niangjia.domains.tasks.models import Task
from niangjia.domains.tasks.selectors.choosing import Choice
from niangjia.domains.tasks.services.giving import hand_out, propose_task
from niangjia.domains.unions.models import Post
from niangjia.faces.cockpit.behind import DETAIL
from niangjia.foundation.facts.metrics import SOURCES

pytestmark = pytest.mark.django_db


def matters(text):
    """The addresses of 督办 on a page."""
    return [unescape(link) for link in re.findall(r'href="(/tasks/supervise/[^"]*)"', text)]


def test_chosen_unit_and_every_ranked_one_can_be_handed_a_task(reader):
    text = reader.get("/cockpit/?unit=522601").content.decode()
    strip = text.split('class="gh-chosen-unit"')[1].split("</div>\n</div>")[0]
    ranking = text.split('class="gh-bars"')[2]

    assert len(matters(strip)) == 1
    assert len(matters(ranking)) == ranking.count('class="gh-bar-rank') > 0


def test_the_form_knows_unit_matter_and_figure(reader, cast):
    address = matters(reader.get("/cockpit/?unit=522601").content.decode())[0]

    form = reader.get(address).content.decode()

    assert "凯里市总工会" in form
    assert "入会率 76.4 %" in form
    assert 'value="unions.membership_rate"' in form


def test_nothing_is_offered_to_those_who_give_out_no_work(reader, cast):
    Post.objects.filter(roles__icontains="tasks.issuer").update(roles=["cockpit.reader"])

    assert matters(reader.get("/cockpit/?unit=522601").content.decode()) == []


def test_overdue_tasks_ask_for_attention(reader, cast, noon):
    root = propose_task(
        actor=cast.province_cadre, title="规范建设站点", due_on=date(2023, 11, 21), now=noon
    )
    choice = Choice(Reach.LIST, union_ids=[cast.tree.county.pk])
    hand_out(actor=cast.province_cadre, task_id=root.pk, choice=choice, now=noon)
    Task.objects.filter(parent=root).update(due_on=date(2023, 11, 15))

    text = reader.get("/cockpit/").content.decode()

    assert "任务超期：规范建设站点" in text.split('class="gh-attention"')[1]


def test_a_wall_screen_has_a_page_for_each_figure_offered(reader):
    text = reader.get("/cockpit/?metric=unions.coverage_rate").content.decode()
    pages = text.split("data-wall-pages")[1].split("</ol>")[0]

    assert pages.count("<li>") == 5
    assert pages.count('aria-current="true"') == 1
    assert '<span class="u-num">2 / 5</span>' in text
    assert text.count("data-anew") == 7


def test_paper_says_whose_figures_when_and_who_printed_them(reader, cast):
    head = reader.get("/cockpit/").content.decode().split('class="gh-print-head"')[1]

    assert "贵州省总工会" in head.split("</div>")[0]
    assert f"打印人 {cast.province_cadre.name}" in head.split("</div>")[0]


def test_kinds_of_rows_lead_to_pages_that_exist():
    kinds = {source.model._meta.label_lower for source in SOURCES.values()}

    assert {name for name, (route, _field) in DETAIL.items() if not _is_route(route)} == set()
    assert set(DETAIL) <= kinds


def _is_route(name):
    try:
        return bool(reverse(name, args=[1]))
    except NoReverseMatch:
        return False


def test_panels_say_who_below_has_not_reported(reader):
    text = reader.get("/cockpit/?place=520100").content.decode()
    empty = reader.get("/cockpit/").content.decode()

    assert "尚无数据" not in text.split("总体情况的说明")[1].split("</details>")[0]
    panel = empty.split("组织与班子现状的说明")[1].split("</details>")[0]
    assert "尚无数据" in panel
    assert "贵阳" in panel
