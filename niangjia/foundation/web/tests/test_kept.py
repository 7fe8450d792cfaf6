"""What is drawn once is drawn for its values, its language and its addresses alone."""

import pytest
from django.urls import NoReverseMatch, set_script_prefix
from django.utils import translation
from markupsafe import Markup

from niangjia.foundation.web import kept
from niangjia.foundation.web.addresses import address
from niangjia.foundation.web.jinja import environment


@pytest.fixture
def drawn():
    """A macro and how often it was drawn."""
    calls = []

    def macro(*args, **named):
        calls.append((args, named))
        return Markup("x")

    return kept.kept(macro), calls


def test_equal_values_are_drawn_once(drawn):
    macro, calls = drawn
    for _time in range(3):
        assert macro("bell", 16, label="消息") == "x"

    assert len(calls) == 1


def test_other_values_and_other_kinds_of_values_are_drawn_anew(drawn):
    macro, calls = drawn
    for value in (1, True, 1.0, "1"):
        macro(value)

    assert len(calls) == 4


def test_lists_and_call_blocks_are_drawn_each_time(drawn):
    macro, calls = drawn
    for _time in range(2):
        macro([1])
        macro(attrs={"id": "a"})
        macro(caller=drawn)

    assert len(calls) == 6


def test_a_name_nobody_gave_is_handed_on(drawn):
    env = environment()
    env.globals["macro"] = drawn[0]

    assert env.from_string("{{ macro(nothing) }}").render() == "x"


def test_another_language_is_drawn_anew(drawn):
    macro, calls = drawn
    macro("bell")
    with translation.override("en"):
        macro("bell")

    assert len(calls) == 2


def test_a_macro_kept_by_its_own_file_escapes_as_before():
    source = "{% macro m(t) %}<b>{{ t }}</b>{% endmacro %}{% set m = kept(m) %}{{ m('<i>') }}"

    assert environment(autoescape=True).from_string(source).render() == "<b>&lt;i&gt;</b>"


def test_sentences_are_markup_and_their_values_are_escaped():
    assert kept.told("共 %(n)s 个", n="<b>") == "共 &lt;b&gt; 个"
    assert kept.told("100%%") == Markup("100%")


def test_addresses_follow_the_routes_and_the_prefix(settings):
    settings.ROOT_URLCONF = "niangjia.foundation.web.tests.addresses"
    assert address("account_login") == "/accounts/login/"
    set_script_prefix("/gh/")
    try:
        assert address("account_login") == "/gh/accounts/login/"
    finally:
        set_script_prefix("/")
    with pytest.raises(NoReverseMatch):
        address("nowhere")
