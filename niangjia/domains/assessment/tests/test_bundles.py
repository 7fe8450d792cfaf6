"""Bundled appraisals: a person's own part and the unions they serve, reckoned and explained (S000-14)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.assessment import policy
from niangjia.domains.assessment.enums import BundleState
from niangjia.domains.assessment.models import Bundle, BundledResult
from niangjia.domains.assessment.services import appeals, bundles, cycles
from niangjia.domains.assessment.workflow import BUNDLE
from niangjia.domains.unions.models import WorkerAppraisal
from niangjia.domains.unions.services import workers
from niangjia.foundation.divisions.identity import synthetic_id
from niangjia.foundation.errors import Missing, Refused, Stale

from .conftest import items_of

pytestmark = pytest.mark.django_db
BANDS = {"excellent": 90, "competent": 75, "basic": 60}


@pytest.fixture
def known(cast, noon):
    return {"actor": cast.province_cadre, "now": noon}


@pytest.fixture
def worker(tree, known):
    """A social worker of the province who serves 凯里市总工会."""
    row = workers.hire_worker(
        union_id=tree.province.pk,
        name="张小梅",
        id_number=synthetic_id("520102", date(1990, 5, 1), 2),
        degree=3,
        kind="labour",
        begun_on=date(2022, 3, 1),
        **known,
    )
    workers.post_worker(
        worker_id=row.pk, union_id=tree.county.pk, begun_on=date(2022, 3, 1), **known
    )
    return row


@pytest.fixture
def review(worker, known):
    def look(points, month=9):
        return workers.review_worker(
            worker_id=worker.pk,
            rhythm="month",
            begins_on=date(2023, month, 1),
            points=Decimal(points),
            **known,
        )

    return look


@pytest.fixture
def bundle(tree, cycle, worker, known):
    return bundles.start_bundle(
        union_id=tree.province.pk,
        cycle_id=cycle.pk,
        title="2023年度捆绑考核",
        own_weight=60,
        bands=BANDS,
        **known,
    )


def only():
    return BundledResult.objects.get()


def test_a_result_is_own_part_and_unions_part_by_weight_s000_14(bundle, review, accepted):
    review("90")
    review("95", month=10)

    row = only()
    assert (row.own_points, row.union_points) == (Decimal("92.50"), Decimal("85.71"))
    assert row.points == Decimal("55.50") + Decimal("34.28")
    assert row.result == "competent"
    assert [line["kind"] for line in row.lines] == [
        *("review", "review", "own", "sheet", "union", "weigh", "weigh", "total", "result")
    ]
    assert [line.get("gives") for line in row.lines if line["kind"] == "weigh"] == [
        "55.50",
        "34.28",
    ]


def test_what_is_missing_is_said_and_nothing_is_guessed(bundle, review):
    row = only()
    said = {line["kind"]: line for line in row.lines}
    assert (row.points, row.result) == (None, "")
    assert said["sheet"]["note"] == "尚未验收"
    assert said["own"]["what"] == "2023年还没有月度或季度考评"

    review("90")
    assert only().own_points == Decimal("90.00")
    assert only().points is None


def test_it_follows_a_corrected_review_and_a_corrected_sheet(
    bundle, review, accepted, known, cast, cycle, tree, noon
):
    review("90")
    before = only().points
    review("100")
    assert only().points == before + Decimal("6.00")

    cycles.give_notice(actor=cast.province_cadre, cycle_id=cycle.pk, now=noon)
    item = items_of(accepted)[2]
    appeal = appeals.file_appeal(
        actor=cast.county_cadre, sheet_id=accepted.pk, item_id=item.pk, reason="漏计", now=noon
    )
    appeals.decide_appeal(
        appeal_id=appeal.pk, upheld=True, decision="属实", points=Decimal(3), **known
    )

    assert only().union_points == Decimal("100.00")
    assert only().result == "excellent"


def test_a_union_that_takes_no_part_is_left_out_and_named(
    bundle, review, accepted, tree, known, worker
):
    review("90")
    workers.post_worker(
        worker_id=worker.pk, union_id=tree.mill.pk, begun_on=date(2023, 1, 1), **known
    )

    notes = {line["what"]: line.get("note") for line in only().lines if line["kind"] == "sheet"}
    assert notes == {"凯里市总工会": None, "凯里市第一纺织厂工会": "未参加这次考核，不计入"}
    assert only().union_points == Decimal("85.71")


def test_a_second_union_counts_as_much_as_the_first_and_is_waited_for(
    bundle, review, accepted, tree, known, worker
):
    review("90")
    workers.post_worker(
        worker_id=worker.pk, union_id=tree.sister_county.pk, begun_on=date(2023, 1, 1), **known
    )

    assert only().points is None
    assert any(line.get("note") == "尚未验收" for line in only().lines)


def test_reckoning_twice_changes_nothing(bundle, review, accepted, noon):
    review("90")
    version, bundle = only().version, Bundle.objects.get()

    assert bundles.reckon(bundle, now=noon) == 0
    assert bundles.reckon(bundle, now=noon) == 0
    assert only().version == version


def test_other_weights_and_thresholds_reckon_anew(bundle, review, accepted, known):
    review("100")
    bundles.weigh_bundle(
        bundle_id=bundle.pk,
        own_weight=100,
        bands=BANDS | {"excellent": 95},
        version=Bundle.objects.get().version,
        **known,
    )

    assert (only().points, only().result) == (Decimal("100.00"), "excellent")
    with pytest.raises(Stale):
        bundles.weigh_bundle(
            bundle_id=bundle.pk, own_weight=50, bands=BANDS, version=bundle.version, **known
        )


@pytest.mark.parametrize(
    ("weight", "bands"),
    [
        (101, BANDS),
        (60, BANDS | {"basic": 75}),
        (60, BANDS | {"excellent": 101}),
        (60, {"excellent": 90}),
    ],
)
def test_weights_and_thresholds_are_checked(tree, cycle, worker, known, weight, bands):
    with pytest.raises(Refused):
        bundles.start_bundle(
            union_id=tree.province.pk,
            cycle_id=cycle.pk,
            title="错的",
            own_weight=weight,
            bands=bands,
            **known,
        )

    assert not Bundle.objects.exists()


def test_concluding_writes_the_result_into_the_file_and_freezes_it(
    bundle, review, accepted, known, worker
):
    with pytest.raises(Refused, match="1 人的结果还不齐：张小梅"):
        bundles.conclude_bundle(bundle_id=bundle.pk, **known)
    review("100")
    bundles.conclude_bundle(bundle_id=bundle.pk, **known)
    review("10")

    row = WorkerAppraisal.objects.get()
    assert (row.year, row.result, row.points) == (2023, "excellent", Decimal("94.28"))
    assert only().points == Decimal("94.28")
    with pytest.raises(Refused, match="已经评定"):
        bundles.recount_bundle(bundle_id=bundle.pk, **known)


PARTS = ("county_cadre", "city_reviewer", "other_city_reviewer", "auditor", "worker", "stranger")


@pytest.mark.parametrize("part", [*PARTS, "province_cadre"])
@pytest.mark.parametrize("state", BundleState.values)
def test_every_transition(bundle, cast, noon, part, state):
    Bundle.objects.update(state=state)
    row = Bundle.objects.get()
    expected = BundleState.CONCLUDED if part == "province_cadre" else "refused"

    def attempt():
        try:
            BUNDLE.advance(row, "conclude_bundle", actor=cast[part], at=noon)
        except Stale:
            return "stale"
        except Refused:
            return "refused"
        return row.state

    assert attempt() == (expected if state == BundleState.RUNNING else "stale")


@pytest.mark.parametrize("part", [*PARTS, "province_cadre"])
def test_list_and_row_agree(bundle, cast, part):
    for row in (bundle, only()):
        sees = part == "province_cadre"
        assert policy.can_view_bundle(cast[part], row) is sees
        assert type(row).objects.visible_to(cast[part]).filter(pk=row.pk).exists() is sees


def test_only_the_owner_sets_one_up(tree, cycle, cast, noon):
    with pytest.raises((Refused, Missing)):
        bundles.start_bundle(
            actor=cast.city_reviewer,
            union_id=tree.city.pk,
            cycle_id=cycle.pk,
            title="越权",
            own_weight=60,
            bands=BANDS,
            now=noon,
        )

    assert not Bundle.objects.exists()


@pytest.fixture
def at(client, cast):
    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def test_pages_explain_the_result_line_by_line(bundle, review, accepted, at):
    review("90")
    client = at("province_cadre")
    listed = client.get(reverse("assessment:bundles")).content.decode()
    shown = client.get(reverse("assessment:bundle", args=[bundle.pk])).content.decode()
    told = client.get(reverse("assessment:bundled", args=[only().pk])).content.decode()

    assert "本人 60%，工会 40%" in listed
    assert "88.28" in shown
    for words in ("2023年9月", "凯里市总工会", "85.71", "54.00", "34.28", "称职"):
        assert words in told
    assert (
        at("city_reviewer").get(reverse("assessment:bundle", args=[bundle.pk])).status_code == 404
    )


def test_verbs_by_page(cycle, worker, review, accepted, at):
    review("100")
    client = at("province_cadre")
    told = {"cycle_id": cycle.pk, "title": "捆绑", "own_weight": 60}
    bands = {"excellent": 90, "competent": 75, "basic": 60}
    assert client.get(reverse("assessment:bundle_start")).status_code == 200
    assert client.post(reverse("assessment:bundle_start"), told | bands).status_code == 302
    row = Bundle.objects.get()
    weigh = reverse("assessment:bundle_weigh", args=[row.pk])
    crossed = {"own_weight": 50, "version": row.version, **bands, "competent": 95}
    refused = client.post(weigh, crossed)
    assert (refused.status_code, "依次降低" in refused.content.decode()) == (422, True)
    assert client.post(reverse("assessment:bundle_recount", args=[row.pk])).status_code == 302
    paper = client.get(reverse("assessment:bundle_list", args=[row.pk]))
    assert b"".join(paper.streaming_content).startswith(b"PK")
    conclude = reverse("assessment:bundle_conclude", args=[row.pk])
    assert client.get(conclude).status_code == 200
    assert client.post(conclude).status_code == 302
    assert WorkerAppraisal.objects.get().result == "excellent"


def test_page_and_api_give_the_same_answer(bundle, review, accepted, at):
    review("90")
    client = at("province_cadre")
    told = client.get(f"/api/v1/assessment/bundles/{bundle.pk}").json()
    page = client.get(reverse("assessment:bundle", args=[bundle.pk])).content.decode()

    assert [row["points"] for row in told["rows"]] == ["88.28"]
    assert "88.28" in page
    late = client.post(
        f"/api/v1/assessment/bundles/{bundle.pk}/weights",
        {"own_weight": 60, "bands": {"excellent": 90}, "version": told["version"]},
        content_type="application/json",
    )
    assert late.status_code == 422
    assert at("county_cadre").get("/api/v1/assessment/bundles").json() == []
    sent = at("province_cadre").post(f"/api/v1/assessment/bundles/{bundle.pk}/conclude")
    assert sent.json()["state"] == "concluded"


def test_lists_ask_as_much_for_three_as_for_one(bundle, at, tree, known, hire_more):
    client = at("province_cadre")
    url = reverse("assessment:bundle", args=[bundle.pk])

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    questions()
    before = questions()
    hire_more(2)
    bundles.recount_bundle(bundle_id=bundle.pk, **known)

    assert BundledResult.objects.count() == 3
    assert questions() == before


@pytest.fixture
def hire_more(tree, known):
    def employ(many):
        for number in range(many):
            workers.hire_worker(
                union_id=tree.province.pk,
                name=f"社工{number}",
                id_number=synthetic_id("520102", date(1991, 5, 1), 10 + number),
                degree=3,
                kind="labour",
                begun_on=date(2022, 3, 1),
                **known,
            )

    return employ
