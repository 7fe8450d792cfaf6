"""The pages: what they show, to whom, and how many questions they ask."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from niangjia.domains.unions import services
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.divisions.identity import synthetic_uscc

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("part", "name", "status"),
    [
        ("county_cadre", "list", 200),
        ("county_cadre", "posts", 200),
        ("county_cadre", "employers", 200),
        ("county_cadre", "tree", 200),
        ("county_cadre", "switcher", 200),
        ("county_cadre", "picker", 200),
        ("county_cadre", "create", 200),
        ("county_cadre", "employer_create", 200),
        ("grassroots_chair", "employer_create", 404),
        ("auditor", "list", 200),
    ],
)
def test_pages_answer(at, part, name, status):
    assert at(part).get(reverse(f"unions:{name}")).status_code == status


def test_ledger_shows_what_is_below_and_nothing_else(at):
    text = text_of(at("city_reviewer").get(reverse("unions:list")))

    assert "凯里市总工会" in text
    assert "南明区总工会" not in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("q=纺织", "凯里市第一纺织厂工会", "黄平县总工会"),
        ("q=hpx", "黄平县总工会", "凯里市第一纺织厂工会"),
        ("level=7", "凯里市第一纺织厂工会", "黄平县总工会"),
        ("kind=grassroots", "凯里市第一纺织厂工会", "黄平县总工会"),
        ("on=2021-03-01", "黄平县总工会", "找不到"),
        ("page=anonsense&sort=-members", "黄平县总工会", "找不到"),
        ("level=x&below=zz&view=zz", "黄平县总工会", "找不到"),
    ],
)
def test_ledger_conditions_stand_in_the_address(at, query, shown, hidden):
    answer = at("city_reviewer").get(f"{reverse('unions:list')}?{query}", HTTP_HX_REQUEST="true")

    rows = text_of(answer).split("<tbody>")[1]
    assert shown in rows
    assert hidden not in rows


def test_ledger_part_is_the_part_of_the_page(at):
    client = at("city_reviewer")
    whole = text_of(client.get(reverse("unions:list")))
    part = text_of(client.get(reverse("unions:list"), HTTP_HX_REQUEST="true"))

    assert part.strip().startswith("<section")
    assert part.split("<tbody>")[1].split("</tbody>")[0] in whole


@pytest.mark.parametrize("name", ["list", "posts", "employers"])
def test_lists_ask_as_much_for_three_rows_as_for_one(at, tree, cast, noon, name):
    client = at("city_reviewer")
    url = reverse(f"unions:{name}")
    client.get(url, HTTP_HX_REQUEST="true")
    before = _queries(client, url)
    for number in range(3):
        plant([Seedling(f"x{number}", f"新工会{number}", "新", 7, "grassroots", "522601")])
        union = Union.objects.get(code=f"x{number}")
        services.create_post(
            actor=cast.city_reviewer, union_id=union.pk, title="主席", kind="chair", now=noon
        )
        services.add_employer(
            actor=cast.city_reviewer,
            area_id=tree.county.pk,
            name=f"单位{number}",
            uscc=USCC[number],
            kind="170",
            workers=30,
            union_id=union.pk,
            now=noon,
        )

    assert _queries(client, url) <= before + (3 if name == "employers" else 0)


USCC = [synthetic_uscc("91", "522601", f"0000000{number}") for number in range(3)]


def _queries(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, HTTP_HX_REQUEST="true").status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "tab", ["history", "posts", "terms", "certificates", "children", "headcounts", "trail"]
)
def test_detail_tabs(at, tree, tab):
    client = at("city_reviewer")
    url = f"{reverse('unions:detail', args=[tree.county.pk])}?tab={tab}"

    assert "凯里市总工会" in text_of(client.get(url))
    assert "<html" not in text_of(client.get(url, HTTP_HX_REQUEST="true"))


def test_detail_of_a_union_elsewhere_is_not_there(at, tree):
    answer = at("city_reviewer").get(reverse("unions:detail", args=[tree.other_county.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("verb", ["rename", "move", "split", "merge", "dissolve", "dormant"])
def test_verbs_have_their_forms(at, tree, verb):
    answer = at("city_reviewer").get(reverse("unions:act", args=[tree.county.pk, verb]))

    assert answer.status_code == 200


def test_a_county_does_not_find_the_form_that_changes_itself(at, tree):
    url = reverse("unions:act", args=[tree.county.pk, "rename"])

    assert at("county_cadre").get(url).status_code == 404


def test_a_refusal_stands_at_its_field(at, tree, fresh):
    url = reverse("unions:act", args=[tree.county.pk, "rename"])
    answer = at("city_reviewer").post(
        url, {"name": "新名称", "effective_on": "2023-11-01", "document": "已批准"}
    )

    assert answer.status_code == 422
    assert "《工会法》第十二条" in text_of(answer)
    assert fresh(tree.county).name == "凯里市总工会"


def test_a_rename_by_page(at, tree, fresh):
    url = reverse("unions:act", args=[tree.county.pk, "rename"])
    answer = at("city_reviewer").post(
        url,
        {"name": "凯里新市总工会", "effective_on": "2023-11-01", "document": "黔工复〔2023〕1号"},
    )

    assert answer.status_code == 302
    assert fresh(tree.county).name == "凯里新市总工会"


def test_switching_narrows_the_ledger_and_never_widens_it(at, tree):
    client = at("city_reviewer")
    client.post(reverse("unions:switch"), {"to": tree.county.pk})

    assert "黄平县总工会" not in text_of(client.get(reverse("unions:list")))
    elsewhere = client.post(reverse("unions:switch"), {"to": tree.other_city.pk})
    assert elsewhere.status_code == 404


def test_a_link_moves_nobody(at, tree):
    client = at("city_reviewer")

    answer = client.get(f"{reverse('unions:switch')}?to={tree.county.pk}")

    assert answer.status_code == 405
    assert "黄平县总工会" in text_of(client.get(reverse("unions:list")))


def test_every_way_to_stand_elsewhere_is_a_button(at, tree):
    client, next_ = at("city_reviewer"), "/unions/?level=3"
    shown = [
        client.get(reverse("unions:switcher"), {"next": next_}),
        client.get(reverse("unions:branch", args=[tree.city.pk]), {"next": next_}),
    ]

    for answer in shown:
        text = text_of(answer)
        assert f'<form method="post" action="{reverse("unions:switch")}" data-again>' in text
        assert f'name="next" value="{next_}"' in text
        assert re.search(r'<button[^>]+ name="to" value="\d+"', text)
        assert 'name="csrfmiddlewaretoken"' in text
        assert f'href="{reverse("unions:switch")}' not in text


def test_the_way_back_leads_to_the_same_page_at_home(at, tree):
    client, page = at("city_reviewer"), "/unions/?level=3"
    answer = client.post(reverse("unions:switch"), {"to": tree.county.pk, "next": page})
    strip = text_of(client.get(answer.url)).split("正在查看下级")[1].split("</form>")[0]

    assert f'name="to" value="{tree.city.pk}"' in strip
    assert f'name="next" value="{page}"' in strip
    back = client.post(reverse("unions:switch"), {"to": tree.city.pk, "next": page})
    assert back.url == page
    assert "正在查看下级" not in text_of(client.get(page))


def test_switching_leads_nowhere_else(at, tree):
    for elsewhere in (
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "javascript:alert(1)",
    ):
        known = {"to": tree.county.pk, "next": elsewhere}
        assert at("city_reviewer").post(reverse("unions:switch"), known).url == "/"


def test_switcher_finds_by_one_character_and_initials(at):
    client = at("city_reviewer")
    for words in ("黄", "hpx"):
        text = text_of(client.get(reverse("unions:switcher"), {"q": words}, HTTP_HX_REQUEST="true"))
        assert "黄平县总工会" in text


def test_saved_filters_are_ones_own(at, cast):
    client = at("city_reviewer")
    client.post(
        reverse("habits:keep_filter", args=["unions"]), {"name": "基层", "query": "level=7"}
    )

    assert "基层" in text_of(client.get(reverse("unions:list")))
    assert "?level=7" not in text_of(at("county_cadre").get(reverse("unions:list")))


def test_bulk_asks_first_and_tells_what_it_left(at, tree, fresh):
    client = at("city_reviewer")
    ids = [tree.county.pk, tree.other_county.pk]
    url = reverse("unions:bulk", args=["mark_dormant"])

    asked = client.post(url, {"ids": ids})
    assert "2 个" in text_of(asked)
    assert fresh(tree.county).is_dormant is False

    told = text_of(client.post(url, {"ids": ids, "sure": "1", "note": "长期不活动"}))
    assert "成功 1 个，1 个未改" in told
    assert fresh(tree.county).is_dormant is True
    assert fresh(tree.other_county).is_dormant is False


def test_a_second_edit_meets_the_first(at, tree, fresh):
    client = at("county_cadre")
    url = reverse("unions:act", args=[tree.county.pk, "edit"])
    version = tree.county.version
    assert client.post(url, {"version": version, "phone": "0855-1"}).status_code == 302

    late = client.post(url, {"version": version, "phone": "0855-2"})

    assert late.status_code == 409
    assert "0855-1" in text_of(late)
    assert fresh(tree.county).phone == "0855-1"


def test_pages_by_key_reach_every_row_once(at, tree):
    plant([Seedling(f"y{n:03}", f"甲{n}工会", "甲", 7, "grassroots", "522601") for n in range(45)])
    client, url, seen = at("county_cadre"), reverse("unions:list"), []
    while url:
        text = text_of(client.get(url, HTTP_HX_REQUEST="true"))
        seen += [part.split('"')[0] for part in text.split('id="union-')[1:]]
        tail = text.split("上一页")[-1]
        link = (
            tail.split('href="')[1].split('"')[0].replace("&amp;", "&") if "page=a" in tail else ""
        )
        url = reverse("unions:list") + link if link else ""

    assert len(seen) == len(set(seen)) == 47


def test_the_ledger_of_a_past_day_tells_past_names(at, cast, tree, noon):
    services.rename_union(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        name="新凯里总工会",
        effective_on=date(2023, 11, 1),
        document="1号",
        now=noon,
    )

    text = text_of(at("city_reviewer").get(f"{reverse('unions:list')}?on=2023-10-01"))
    assert "凯里市总工会" in text
    assert "新凯里总工会" not in text
