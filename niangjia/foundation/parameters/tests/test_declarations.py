"""Declared keys: types, bounds, defaults, words."""

from decimal import Decimal

import pytest

from niangjia.foundation.errors import Refused
from niangjia.foundation.parameters import declarations, keys
from niangjia.foundation.parameters.declarations import Declaration


def test_declared_defaults_are_those_of_the_rules():
    defaults = {key: d.default for key, d in declarations.declared().items()}

    assert {
        "password.min_length": 10,
        "password.min_classes": 3,
        "password.max_age_days": 90,
        "password.history": 5,
        "login.max_failures": 5,
        "login.lock_minutes": 30,
        "session.idle_minutes": 15,
        "session.absolute_hours": 12,
        "light.due_soon_days": 3,
        "reelection.warning_days": [180, 90, 30],
        "import.undo_hours": 24,
        "import.job_rows": 2000,
        "import.keep_days": 30,
        "export.keep_days": 7,
        "women_committee.threshold": 25,
        "legal_person.renewal_days": 30,
        "task.stale_days": 14,
    }.items() <= defaults.items()


def test_every_default_passes_its_own_check_and_comes_back_from_text():
    for declaration in declarations.declared().values():
        assert declaration.clean(declaration.default) == declaration.default
        assert declaration.parse(declaration.shown(declaration.default)) == declaration.default


def test_declare_refuses_a_key_twice_and_a_default_of_another_type():
    with pytest.raises(ValueError, match="declared already"):
        declarations.declare("password.min_length", int, default=1, label="密码")
    with pytest.raises(ValueError, match="is no int"):
        declarations.declare("password.other", int, default=True, label="密码")

    assert "password.other" not in declarations.declared()


@pytest.mark.parametrize(
    ("of", "text", "found"),
    [
        (int, " 12 ", 12),
        (int, "１２", 12),
        (Decimal, "0.5", Decimal("0.5")),
        (bool, "是", True),
        (bool, "否", False),
        (str, " 按季度 ", "按季度"),
        (list, "[1, 2]", [1, 2]),
        (dict, '{"a": 1}', {"a": 1}),
    ],
)
def test_parse_reads_what_somebody_typed(of, text, found):
    assert Declaration("x", of, of(), "试").parse(text) == found


@pytest.mark.parametrize(
    ("of", "text"),
    [
        (int, "十"),
        (int, "1.5"),
        (int, "true"),
        (Decimal, "很多"),
        (Decimal, "NaN"),
        (bool, "也许"),
        (list, "{}"),
        (dict, "[1"),
    ],
)
def test_parse_refuses_another_type_at_its_field(of, text):
    with pytest.raises(Refused, match="请") as refusal:
        Declaration("x", of, of(), "试").parse(text)

    assert refusal.value.field == "value"


@pytest.mark.parametrize(
    ("declaration", "bad", "sentence"),
    [
        (keys.PASSWORD_MIN_LENGTH, 7, "不能小于 8"),
        (keys.PASSWORD_MIN_CLASSES, 5, "不能大于 4"),
        (keys.REELECTION_WARNING_DAYS, [30, 90], "由大到小"),
        (keys.REELECTION_WARNING_DAYS, [], "正整数"),
        (keys.MASK_POLICY, {"name": 1}, "首|开头"),
        (keys.COMMITTEE_SIZE, [{"up_to": 10}], "least"),
        (keys.COMMITTEE_SIZE, [{"up_to": 10, "least": 3, "most": 5}], "最后一行"),
        (keys.COMMITTEE_SIZE, [{"up_to": None, "least": 5, "most": 3}], "不大于"),
    ],
)
def test_clean_says_what_is_wrong(declaration, bad, sentence):
    with pytest.raises(Refused, match=sentence):
        declaration.clean(bad)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("members", "bounds"),
    [(10, (3, 5)), (25, (3, 7)), (200, (3, 7)), (201, (7, 15)), (50_001, (37, 45))],
)
def test_committee_bounds_follow_the_table(members, bounds):
    assert keys.committee_bounds(members) == bounds
