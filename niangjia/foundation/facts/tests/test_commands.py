"""The commands and the API tell the same figures."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from ninja import NinjaAPI
from ninja.testing import TestClient

from niangjia.foundation.errors import Missing
from niangjia.foundation.facts.api import router
from niangjia.foundation.scope import Actor

from .conftest import COUNTY, FAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codes")]


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture
def two_cases(make_case):
    return [
        make_case(COUNTY, agreed_on=date(2023, 4, 1), amount=Decimal("10.50")),
        make_case(FAR),
    ]


@pytest.fixture(scope="module")
def client():
    api = NinjaAPI(urls_namespace="facts-tests")
    api.add_router("", router)
    return TestClient(api)


def test_metrics_lists_every_figure_with_its_denominator():
    lines = run("metrics").splitlines()

    (line,) = [line for line in lines if line.startswith("cases.success")]
    assert line.split("\t")[1:6] == ["调解成功率", "%", "cases", "-", "调解案件"]
    assert json.loads(run("metrics", "--json"))[0]["key"]


def test_read_prints_a_figure_by_city(two_cases):
    told = run("read", "cases.success", "--within", "52", "--by", "city", "--period", "2023")

    assert told.splitlines() == [
        "贵州省 2023年度 调解成功率（then）",
        "50% = 1 ÷ 2",
        "  黔东南州\t100%",
        "  贵阳\t0%",
    ]


def test_read_as_json_equals_the_api(two_cases, client, reader):
    words = ["cases.recovered", "--within", "52", "--by", "city", "--period", "2023"]
    told = json.loads(run("read", *words, "--json"))

    answer = client.get(
        "/figures/cases.recovered?within=52&by=city&period=2023", actor=reader
    ).json()

    assert told["rows"] == [
        {"key": "5226", "label": "黔东南州", "value": "10.5"},
        {"key": "5201", "label": "贵阳", "value": "0"},
    ]
    assert (answer["value"], answer["rows"][0]["value"]) == ("10.5", "10.5")
    assert {key: answer[key] for key in ("metric", "unit", "place", "period")} == {
        key: told[key] for key in ("metric", "unit", "place", "period")
    }


def test_read_by_month_of_a_part_of_the_year(two_cases):
    words = ["cases.mediated", "--within", "52", "--by", "month", "--period", "2023-02..2023-03"]

    told = json.loads(run("read", *words, "--json"))

    assert [(row["key"], row["value"]) for row in told["rows"]] == [("2023-02", 0), ("2023-03", 2)]


@pytest.mark.parametrize(
    "words",
    [
        ["cases.none", "--within", "52", "--period", "2023"],
        ["cases.mediated", "--within", "99", "--period", "2023"],
        ["cases.mediated", "--within", "52", "--period", "sometime"],
    ],
)
def test_read_says_what_is_wrong(words):
    with pytest.raises(CommandError):
        run("read", *words)


@pytest.mark.usefixtures("only_cases")
def test_fold_and_reconcile(two_cases):
    assert run("fold") == "fold: 7 rows\n"
    assert run("reconcile", "cases.mediated") == "reconcile: 0 differences\n"

    with connection.cursor() as cursor:
        cursor.execute("UPDATE facts_counter SET quantity = 5")

    with pytest.raises(SystemExit, match="1"):
        run("reconcile", "cases.mediated")


def test_api_gives_the_rows_behind(two_cases, client, reader):
    first = client.get(
        "/figures/cases.mediated/rows?within=52&period=2023&limit=1", actor=reader
    ).json()
    second = client.get(
        f"/figures/cases.mediated/rows?within=52&period=2023&limit=1&after={first['next']}",
        actor=reader,
    ).json()

    assert [row["id"] for page in (first, second) for row in page["rows"]] == [
        case.pk for case in two_cases
    ]
    assert second["next"] == ""


def test_api_lists_the_figures(client, reader):
    keys = [figure["key"] for figure in client.get("/figures/", actor=reader).json()]

    assert "cases.success" in keys


@pytest.mark.parametrize(
    "posts", [frozenset(), {("cases.reader", FAR)}, {("audit.admin", COUNTY[:10])}]
)
def test_api_hides_places_of_others(two_cases, client, posts):
    actor = Actor(5, frozenset(posts))

    for address in ("/figures/cases.mediated", "/figures/cases.mediated/rows"):
        with pytest.raises(Missing):
            client.get(f"{address}?within=52&period=2023", actor=actor)
