"""A whole page for a browser, a part for htmx."""

import pytest
from django import forms
from jinja2 import UndefinedError

from niangjia.foundation.errors import Refused
from niangjia.foundation.web import submit
from niangjia.foundation.web.jinja import environment

from .conftest import HX

pytestmark = pytest.mark.django_db


def test_a_browser_gets_the_whole_page(desk):
    text = desk.get("/greet/").content.decode()

    assert "<!doctype html>" in text
    assert "这条记录刚被别人改过" in text


def test_htmx_gets_the_part_which_sees_the_imports_of_its_template(desk):
    text = desk.get("/greet/", headers=HX).content.decode()

    assert text.strip().startswith('<div class="gh-dialog-in">')
    assert "对方刚保存了新内容" in text


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_asking_for_a_page_gets_the_whole_page(desk, header):
    text = desk.get("/greet/", headers={**HX, header: "true"}).content.decode()

    assert "<!doctype html>" in text


def test_caches_keep_page_and_part_apart(desk):
    told = desk.get("/greet/")["Vary"].split(", ")

    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(told)


def test_a_name_nobody_gave_may_be_asked_for_but_not_written():
    env = environment()

    assert env.from_string("{% if nothing %}a{% else %}b{% endif %}").render() == "b"
    with pytest.raises(UndefinedError):
        env.from_string("{{ nothing }}").render()


class Join(forms.Form):
    """One field."""

    place = forms.CharField()


def test_submit_hands_clean_input_to_the_service():
    assert submit(Join({"place": " 凯里 "}), lambda place, known: (place, known), known=7) == (
        "凯里",
        7,
    )


def test_submit_asks_no_service_about_wrong_input():
    assert submit(Join({}), lambda **_: pytest.fail("asked")) is None


@pytest.mark.parametrize(
    ("field", "where"), [("place", "place"), (None, "__all__"), ("x", "__all__")]
)
def test_submit_puts_a_refusal_at_its_field(field, where):
    form = Join({"place": "凯里"})

    def refuse(place):
        raise Refused("名额已满", field=field)

    assert submit(form, refuse) is None
    assert dict(form.errors) == {where: ["名额已满"]}
