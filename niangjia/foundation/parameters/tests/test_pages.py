"""The list of parameters, and the form."""

from datetime import date

import pytest
from django.urls import reverse

from niangjia.foundation.errors import Missing
from niangjia.foundation.parameters import keys, selectors, services
from niangjia.foundation.parameters.models import Parameter

pytestmark = pytest.mark.django_db

DAY = date(2023, 11, 20)
KEY = keys.WOMEN_COMMITTEE_THRESHOLD.key


@pytest.fixture(autouse=True)
def _plain_frame(settings):
    settings.SHELL_PROVIDER = "niangjia.foundation.parameters.tests.frame.plain_shell"


@pytest.fixture
def in_guizhou(cast, noon):
    """A provincial threshold of ten."""
    return services.set_parameter(
        actor=cast.administrator,
        key=KEY,
        value=10,
        region="520000",
        valid_from=date(2023, 1, 1),
        source_doc="省工会条例",
        now=noon,
    )


def line_of(actor, region=""):
    lines = selectors.parameters_of(actor, region=region, on=DAY)
    return next(line for line in lines if line.declaration.key == KEY)


def test_parameters_of_tells_value_origin_and_history(cast, in_guizhou):
    nation = line_of(cast.administrator)
    county = line_of(cast.administrator, "522601")

    assert (nation.value, nation.is_default, nation.place) == ("25", True, "")
    assert (county.value, county.is_default, county.place) == ("10", False, "贵州省")
    assert [(h.place, h.value, h.is_current) for h in nation.history] == [("贵州省", "10", True)]


@pytest.mark.parametrize("who", ["county_cadre", "city_reviewer", "grassroots_chair", "stranger"])
def test_parameters_are_not_for_everybody(cast, in_guizhou, who):
    with pytest.raises(Missing):
        selectors.parameters_of(cast[who], on=DAY)
    with pytest.raises(Missing):
        selectors.find_parameter(cast[who], in_guizhou.pk)


def test_the_page_lists_every_key(client, cast, in_guizhou):
    client.force_login(cast.user("administrator"))

    answer = client.get(reverse("parameters:list"), {"region": "522601"})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "贵州省 黔东南苗族侗族自治州 凯里市" in text
    assert all(str(d) in text for d in ("password.min_length", KEY, "省工会条例"))
    assert reverse("parameters:end", args=[in_guizhou.pk]) in text


def test_the_page_says_when_there_is_no_such_region(client, cast):
    client.force_login(cast.user("administrator"))

    answer = client.get(reverse("parameters:list"), {"region": "529999"})

    assert "没有这个行政区划代码" in answer.content.decode()


def test_the_form_sets_a_value(client, cast):
    client.force_login(cast.user("administrator"))
    typed = {"value": "12", "region": "522600", "valid_from": "2023-12-01", "source_doc": "州文件"}

    answer = client.post(reverse("parameters:set", args=[KEY]), typed)

    assert answer.status_code == 302
    row = Parameter.objects.get()
    assert (row.value, row.region, row.valid_from) == (12, "522600", date(2023, 12, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"value": "十二"}, "请填写整数"), ({"region": "529999"}, "没有这个行政区划代码")],
)
def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, cast, typed, sentence):
    client.force_login(cast.user("administrator"))
    filled = {"value": "12", "region": "", "valid_from": "2023-12-01", "source_doc": "州文件"}

    answer = client.post(reverse("parameters:set", args=[KEY]), filled | typed)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "州文件" in answer.content.decode()
    assert not Parameter.objects.exists()


def test_the_form_ends_a_value(client, cast, in_guizhou):
    client.force_login(cast.user("administrator"))
    address = reverse("parameters:end", args=[in_guizhou.pk])

    shown = client.get(address).content.decode()
    answer = client.post(address, {"valid_to": "2023-11-30", "version": "1"})

    assert "贵州省" in shown
    assert answer.status_code == 302
    assert Parameter.objects.get().valid_to == date(2023, 11, 30)


@pytest.mark.parametrize("who", ["auditor", "security", "county_cadre"])
def test_forms_are_for_administrators_only(client, cast, in_guizhou, who):
    client.force_login(cast.user(who))

    for address in (
        reverse("parameters:set", args=[KEY]),
        reverse("parameters:end", args=[in_guizhou.pk]),
        reverse("parameters:set", args=["no.such"]),
    ):
        assert client.get(address).status_code == 404


def test_other_administrators_may_look_but_not_set(client, cast, in_guizhou):
    client.force_login(cast.user("auditor"))

    text = client.get(reverse("parameters:list")).content.decode()

    assert KEY in text
    assert reverse("parameters:set", args=[KEY]) not in text
