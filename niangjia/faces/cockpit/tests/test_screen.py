"""The screen: what it shows, where it leads, and that every figure opens to its rows."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from niangjia.domains.unions.enums import Level
from niangjia.domains.unions.services.headcounts import Count, load_headcounts
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.faces.cockpit.behind import opened
from niangjia.faces.cockpit.links import rows_url
from niangjia.foundation.calendar.periods import parse

pytestmark = pytest.mark.django_db


def text_of(client, address):
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def number_links(text):
    """The addresses of rows on a page."""
    return sorted({unescape(link) for link in re.findall(r'href="(/cockpit/rows/[^"]+)"', text)})


def sum_of_rows(actor, query):
    """For each part of a figure its value, and the sum of its rows over all their pages."""
    found = opened(actor, query)
    sums = []
    for part in found.parts:
        total, page = 0, part.page
        while True:
            total += sum(row.quantity for row in page.rows)
            if not page.next:
                break
            page = part.behind.page(page.next, 50)
        sums.append((part.value, total))
    return found.reading, sums


@pytest.mark.parametrize(
    "query", ["", "?unit=522601", "?level=city&span=month&metric=unions.members"]
)
def test_every_figure_opens_to_rows_that_sum_to_it(reader, cast, query):
    links = number_links(text_of(reader, f"/cockpit/{query}"))

    assert len(links) > 40
    for link in links:
        asked = dict(parse_qsl(urlsplit(link).query))
        reading, parts = sum_of_rows(cast.province_cadre, asked)
        assert reader.get(link).status_code == 200
        assert [value for value, total in parts if value != total] == [], link
        if reading.denominator is None and len(parts) == 1:
            assert reading.value == parts[0][0]


def test_the_strip_says_the_figure_of_the_chosen_unit(reader):
    text = text_of(reader, "/cockpit/?unit=522601")

    strip = text.split('class="gh-chosen-unit"')[1].split("</div>")[0]
    assert "<strong>76.4</strong>" in strip
    assert "<strong>764</strong>" in strip
    assert "<strong>1,000</strong>" in strip
    assert re.search(r"名次 <strong>2</strong> / 3", strip)


def test_what_stands_is_read_as_of_today_and_not_as_of_the_end_of_the_year(reader, counted, noon):
    link = next(link for link in number_links(text_of(reader, "/cockpit/")) if "members" in link)

    assert "period=2023-01-01..2023-11-20" in link


def test_ranking_shares_a_place_between_equal_figures(reader, counted, noon):
    day = noon.date()
    load_headcounts(
        counts=[
            (counted.sister_county, day, Count(1000, 764)),
            (counted.county, day, Count(1000, 764)),
        ],
        source="月报",
        now=noon,
    )

    text = text_of(reader, "/cockpit/?place=522600")

    assert re.findall(r'gh-bar-rank u-num">(\d+)<', text) == ["1", "1"]


def test_a_share_above_100_is_said_aloud(reader, counted, noon):
    load_headcounts(
        counts=[(counted.county, noon.date(), Count(100, 120))], source="月报", now=noon
    )

    text = text_of(reader, "/cockpit/")

    warning = text.split('class="gh-warning"')[1].split("</p>")[0]
    assert "凯里" in warning


def test_levels_lead_down_to_the_ledger(reader, counted):
    assert "1 个基层工会" in text_of(reader, "/cockpit/?place=522601")

    last = text_of(reader, f"/cockpit/?place={counted.mill.code}")

    assert "下一级没有单位可比" in last
    assert f"/unions/{counted.mill.pk}/" in last


def test_a_county_cadre_sees_neither_the_city_nor_another_county(client, cast, counted):
    client.force_login(cast.user("county_cadre"))

    assert client.get("/cockpit/").status_code == 200
    assert client.get("/cockpit/?place=522600").status_code == 404
    assert client.get("/cockpit/?place=522622").status_code == 404
    assert client.get("/cockpit/charts/trend.json?place=520000").status_code == 404


def test_unknown_things_are_missing(reader):
    assert reader.get("/cockpit/?metric=no.such").status_code == 404
    assert reader.get("/cockpit/?place=nowhere").status_code == 404
    assert reader.get("/cockpit/charts/none.json").status_code == 404


def test_charts_draw_what_their_tables_say(reader):
    trend = reader.get("/cockpit/charts/trend.json").json()

    bars, line = trend["series"]
    assert len(bars["data"]) == 11
    assert len(line["data"]) == 12
    assert bars["data"][1] == 40.087
    assert bars["data"][-1] == {"value": 80.1739, "itemStyle": {"opacity": 0.55}}
    assert "name" not in trend["yAxis"]
    assert "80.2" in text_of(reader, "/cockpit/")


def test_rows_page_switches_boundaries_and_period(reader):
    address = rows_url("unions.members", "522600", parse("2023-03"))

    then = text_of(reader, address)
    now = text_of(reader, address + "&boundaries=now")

    assert "会员 682 人" in then
    assert "按当时区划" in then
    assert "按现行区划" in now
    assert reader.get(address.replace("2023-03", "2023-13")).status_code == 422


def test_rows_page_says_how_many_rows_are_not_for_this_reader(reader, cast):
    found = opened(
        cast.city_reviewer, {"metric": "unions.members", "place": "522600", "period": "2023"}
    )

    assert [(part.seen, part.hidden) for part in found.parts] == [(4, 0)]


def test_queries_do_not_grow_with_the_units(reader, counted, noon):
    reader.get("/cockpit/?place=522600")
    with CaptureQueriesContext(
        connection,
    ) as few:
        reader.get("/cockpit/?place=520100")
    with CaptureQueriesContext(connection) as warm:
        reader.get("/cockpit/?place=520100")
    plant(
        [
            Seedling(f"52010{n}", f"第{n}区总工会", f"第{n}区", Level.COUNTY, parent_code="520100")
            for n in (7, 8)
        ]
    )
    with CaptureQueriesContext(connection) as many:
        reader.get("/cockpit/?place=520100")

    assert len(few) >= len(warm)
    assert len(many) == len(warm)
    assert sum("facts_" in query["sql"] for query in many) <= 16
