"""Pages of employers, and what the forms of a union begin and end with."""

from datetime import date

import pytest
from django.urls import reverse

from niangjia.domains.unions import services
from niangjia.domains.unions.models import Union
from niangjia.domains.unions.services.tree import Seedling, plant
from niangjia.foundation.divisions.identity import synthetic_uscc

pytestmark = pytest.mark.django_db
USCC = [synthetic_uscc("91", "522601", f"0000000{number}") for number in range(3)]


@pytest.fixture
def at(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(part):
        client.force_login(cast.user(part))
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def firm(cast, tree, noon):
    return services.add_employer(
        actor=cast.city_reviewer,
        area_id=tree.county.pk,
        name="甲厂",
        uscc=USCC[0],
        kind="170",
        workers=30,
        on=date(2023, 3, 1),
        now=noon,
    )


def test_an_employer_shows_what_was_stated_of_it(at, firm):
    client = at("city_reviewer")
    url = reverse("unions:employer_count", args=[firm.pk])
    asked = {"on": "2023-06-01", "workers": 12, "women_workers": 3, "migrant_workers": 0}

    assert client.post(url, asked).url == reverse("unions:employer", args=[firm.pk])

    text = text_of(client.get(reverse("unions:employer", args=[firm.pk])))
    assert ("2023年6月1日起" in text, "2023年3月1日起" in text) == (True, True)


def test_an_employer_elsewhere_is_not_there(at, firm):
    for name in ("employer", "employer_edit", "employer_count"):
        url = reverse(f"unions:{name}", args=[firm.pk])
        assert at("stranger").get(url).status_code == 404


def test_an_edit_by_page_states_from_its_day(at, firm):
    url = reverse("unions:employer_edit", args=[firm.pk])
    asked = {"name": "乙厂", "uscc": USCC[0], "kind": "170", "version": firm.version}
    asked |= {"workers": 5, "women_workers": 1, "migrant_workers": 0, "on": "2023-02-01"}
    client = at("city_reviewer")

    early = client.post(url, asked)
    assert (early.status_code, "2023年3月1日 已经填报过" in text_of(early)) == (422, True)
    client.post(url, asked | {"on": "2023-09-01"})

    firm.refresh_from_db()
    assert (firm.name, firm.workers) == ("乙厂", 5)


def test_the_trail_speaks_chinese(at, tree, cast, noon):
    services.mark_dormant(
        actor=cast.city_reviewer, union_id=tree.county.pk, note="长期不活动", now=noon
    )

    text = text_of(at("city_reviewer").get(f"/unions/{tree.county.pk}/?tab=trail"))
    assert ("标为有名无实" in text, "mark_dormant" in text) == (True, False)


def test_forms_begin_with_what_they_ask_for(at, tree):
    client = at("city_reviewer")
    asked = {
        verb: text_of(client.get(f"/unions/{tree.county.pk}/{verb}/"))
        for verb in ("split", "certify")
    }

    assert 'value="522601"' not in asked["split"]
    assert 'name="number" value="1"' not in asked["certify"]


def test_a_picker_left_empty_says_to_choose(at, tree):
    answer = at("city_reviewer").post(f"/unions/{tree.county.pk}/move/", {"note": ""})

    assert text_of(answer).count("请选择新的上级工会") == 2


def test_terms_are_recorded_once_and_then_elected_anew(at, tree, cast, noon):
    client = at("city_reviewer")
    urls = [f"/unions/{tree.county.pk}/{verb}/" for verb in ("record-term", "re-elect")]
    assert [client.get(url).status_code for url in urls] == [200, 404]
    services.record_term(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        number=3,
        years=5,
        begun_on=date(2020, 1, 1),
        document="1号",
        now=noon,
    )

    assert [client.get(url).status_code for url in urls] == [404, 200]


def test_a_union_is_numbered_past_codes_that_are_no_numbers(at, tree):
    plant(
        [Seedling("522601-F01", "凯里市行业工会联合会", "行业", 5, "industry_federation", "522601")]
    )
    asked = {"name": "甲厂工会", "parent_id": tree.county.pk, "kind": "grassroots", "members": 3}

    answer = at("city_reviewer").post(reverse("unions:create"), asked)

    assert answer.status_code == 302
    assert Union.objects.get(name="甲厂工会").code == "522601-0002"


def test_a_code_that_is_taken_is_told_in_plain_words(at, tree):
    asked = {
        "name": "甲厂工会",
        "parent_id": tree.county.pk,
        "kind": "grassroots",
        "code": "522601",
    }

    answer = at("city_reviewer").post(reverse("unions:create"), asked)

    assert "已存在组织代码相同的工会组织，请核对后修改" in text_of(answer)


def test_history_tells_from_where_to_where(at, cast, tree, reply, noon):
    services.move_union(
        actor=cast.province_cadre,
        union_id=tree.mill.pk,
        parent_id=tree.sister_county.pk,
        now=noon,
        **reply,
    )

    text = text_of(at("city_reviewer").get(reverse("unions:detail", args=[tree.mill.pk])))

    assert "凯里市总工会 → 黄平县总工会" in text


def test_putting_off_names_the_last_day(at, cast, tree, noon):
    services.record_term(
        actor=cast.city_reviewer,
        union_id=tree.county.pk,
        number=3,
        years=5,
        begun_on=date(2019, 1, 1),
        document="1号",
        now=noon,
    )

    text = text_of(at("city_reviewer").get(f"/unions/{tree.county.pk}/postpone/"))

    assert "本届 2024年1月1日届满，最晚可延期至 2024年7月1日" in text


def test_who_was_slower_reads_both_values_in_words(at, firm, cast, noon):
    services.update_employer(
        actor=cast.city_reviewer,
        employer_id=firm.pk,
        version=firm.version,
        address="乙地址",
        now=noon,
    )
    asked = {"name": "甲厂", "uscc": USCC[0], "kind": "170", "version": firm.version}
    asked |= {"workers": 30, "women_workers": 0, "migrant_workers": 0, "on": "2023-11-20"}

    answer = at("city_reviewer").post(
        reverse("unions:employer_edit", args=[firm.pk]), asked | {"address": "甲地址"}
    )

    assert answer.status_code == 409
    assert '<td>乙地址</td><td class="gh-mine">甲地址</td>' in text_of(answer)


def test_a_day_among_the_conditions_is_told_in_chinese(at):
    text = text_of(at("city_reviewer").get(reverse("unions:list"), {"on": "2022-06-30"}))

    assert "截至日期：2022年6月30日" in text
