"""From values to points, and from points to a result."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niangjia.domains.assessment.enums import Conclusion, Formula, ItemKind, TieRule
from niangjia.domains.assessment.scoring import text
from niangjia.domains.assessment.scoring.entry import answer
from niangjia.domains.assessment.scoring.params import UnfitError, check
from niangjia.domains.assessment.scoring.points import Rule, points_for
from niangjia.domains.assessment.scoring.ranking import Runner, rank, strictness
from niangjia.domains.assessment.scoring.totals import Grade, Mark, grade_of, total_of, weighted

D = Decimal
C, S = ItemKind.COMPULSORY, ItemKind.SCORED


def a_rule(formula: str, points: str = "3", kind: str = S, **params: object) -> Rule:
    return Rule(kind, formula, D(points), params)


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (a_rule(Formula.PASS_FAIL, kind=C), "1", "3.00"),
        (a_rule(Formula.PASS_FAIL, kind=C), "0", "0.00"),
        (a_rule(Formula.LINEAR, zero_at=60, full_at=95), "94.1", "2.92"),
        (a_rule(Formula.LINEAR, zero_at=10, full_at=2), "4", "2.25"),
        (a_rule(Formula.STEP, steps=[[90, 2], [95, 3]]), "95", "3.00"),
        (a_rule(Formula.STEP, steps=[[90, 2], [95, 3]]), "94.99", "2.00"),
        (a_rule(Formula.STEP, steps=[[90, 2], [95, 3]]), "89", "0.00"),
        (a_rule(Formula.RATIO, target=200), "333", "3.00"),
        (a_rule(Formula.RATIO, target=3), "1", "1.00"),
        (a_rule(Formula.RANK, places=[[1, 3], [10, 1]]), "2", "1.00"),
        (a_rule(Formula.RANK, places=[[1, 3], [10, 1]]), "11", "0.00"),
        (a_rule(Formula.EACH, kind=ItemKind.BONUS, per="0.5"), "4", "2.00"),
        (a_rule(Formula.EACH, kind=ItemKind.BONUS, per="0.5"), "40", "3.00"),
        (a_rule(Formula.SAMPLE, kind=ItemKind.SAMPLE, of=100), "92.5", "2.78"),
    ],
)
def test_value_becomes_points_by_its_formula(rule, value, points):
    assert points_for(rule, D(value)) == D(points)


def test_points_round_half_up():
    assert points_for(a_rule(Formula.RATIO, target=8), D("1.8013")) == D("0.68")
    assert points_for(a_rule(Formula.RATIO, points="1", target=8), D(1)) == D("0.13")


calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


@calm
@given(value=NUMBERS, zero=NUMBERS, full=NUMBERS)
def test_linear_points_stay_within_the_item(value, zero, full):
    if zero == full:
        return

    points = points_for(a_rule(Formula.LINEAR, zero_at=zero, full_at=full), value)

    assert 0 <= points <= 3
    assert points == points.quantize(D("0.01"))


@calm
@given(low=NUMBERS, more=st.decimals(min_value=0, max_value=100, places=2))
def test_a_higher_value_never_earns_less(low, more):
    rule = a_rule(Formula.STEP, steps=[[-5, 1], [0, 2], [5, 3]])

    assert points_for(rule, low + more) >= points_for(rule, low)


MARKS = st.lists(
    st.tuples(
        st.sampled_from([C, S, ItemKind.BONUS, ItemKind.PENALTY]),
        st.decimals(min_value=0, max_value=3, places=2),
    )
)


@calm
@given(MARKS)
def test_total_is_never_negative_and_a_void_veto_always_wins(pairs):
    marks = [
        Mark(str(n), Rule(kind, Formula.MANUAL, D(3)), points)
        for n, (kind, points) in enumerate(pairs)
    ]
    veto = Mark("9.1", Rule(ItemKind.VETO, Formula.PASS_FAIL, D(0), {"effect": "void"}), D(1))

    assert total_of(marks).points >= 0
    assert total_of([*marks, veto]).points == 0
    assert total_of([*marks, veto]).is_void


def test_total_adds_capped_bonus_takes_penalty_and_keeps_a_ceiling():
    marks = [
        Mark("1.1", a_rule(Formula.MANUAL, "90"), D(88)),
        Mark("6.1", a_rule(Formula.MANUAL, "9", kind=ItemKind.BONUS), D(9)),
        Mark("6.2", a_rule(Formula.MANUAL, "5", kind=ItemKind.PENALTY), D("1.5")),
    ]
    ceiling = Rule(ItemKind.VETO, Formula.PASS_FAIL, D(0), {"effect": "ceiling", "ceiling": 60})

    assert total_of(marks, bonus_cap=D(4)).points == D("90.50")
    assert total_of([*marks, Mark("6.3", ceiling, D(1))]).points == D("60.00")
    assert total_of([*marks, Mark("6.3", ceiling, D(0))]).points == D("95.50")


def test_compulsory_item_fails_below_its_floor():
    floor = Rule(C, Formula.MANUAL, D(3), {"floor": "2"})

    assert total_of([Mark("1.1", floor, D("1.99"))]).failed == ("1.1",)
    assert total_of([Mark("1.1", floor, D(2))]).failed == ()


def test_weights_sum_to_a_hundred_or_are_refused():
    points = {"self": D(90), "review": D(80), "acceptance": D(70)}

    assert weighted(points, {"self": 20, "review": 20, "acceptance": 60}) == D("76.00")
    with pytest.raises(ValueError, match="100"):
        weighted(points, {"self": 20, "acceptance": 60})


def test_grade_includes_its_limit():
    grades = [Grade("良好", D(80), 10_000_000), Grade("优秀", D(90), 20_000_000)]

    assert grade_of(D(90), grades) == grades[1]
    assert grade_of(D("89.99"), grades) == grades[0]
    assert grade_of(D("79.99"), grades) is None


def test_points_and_conclusion_must_agree():
    rule = a_rule(Formula.MANUAL)

    assert answer(rule, points=D("2.5")).conclusion == Conclusion.PARTLY
    assert answer(rule, conclusion=Conclusion.PASSED).points == D("3.00")
    with pytest.raises(UnfitError, match="不一致"):
        answer(rule, points=D(3), conclusion=Conclusion.FAILED)
    with pytest.raises(UnfitError, match="0 与 3 之间"):
        answer(rule, points=D("3.5"))


def test_settings_are_written_in_words_and_read_by_word_or_name():
    params = {"effect": "ceiling", "ceiling": "60"}

    assert text.written(params) == "后果=总分封顶；封顶分=60"
    assert text.read("后果=总分封顶；封顶分=60") == params
    assert text.read("effect=ceiling；ceiling=60") == params
    assert text.written(text.read("zero_at=60;满分值=95")) == "零分值=60；满分值=95"


def test_grades_and_order_are_read_back_as_written():
    grades = [
        {"title": "优秀", "at_least": "90", "award_fen": 20_000_000},
        {"title": "达标", "at_least": "60"},
    ]

    assert text.grades_written(grades) == "优秀：90分起，奖补200000元\n达标：60分起"
    assert text.grades_read(text.grades_written(grades)) == grades
    assert text.order_read(text.order_written([5, 2, 3])) == [5, 2, 3]
    with pytest.raises(UnfitError, match="应写成"):
        text.grades_read("优秀九十分")
    with pytest.raises(UnfitError, match="维度序号"):
        text.order_read("五、二")


def test_settings_are_read_back_as_written():
    params = text.read("steps=95：3、90:2；floor=1.0")

    assert params == {"steps": [["95", "3"], ["90", "2"]], "floor": "1"}
    assert text.read(text.written(params)) == params


@pytest.mark.parametrize(
    ("kind", "formula", "params", "said"),
    [
        (S, Formula.PASS_FAIL, {}, "不能用"),
        (S, Formula.LINEAR, {"zero_at": 1}, "缺少：满分值"),
        (S, Formula.RATIO, {"target": 0}, "“目标”应大于 0"),
        (S, Formula.LINEAR, {"zero_at": 1, "full_at": 1}, "不能相同"),
        (S, Formula.RATIO, {"target": 0}, "大于 0"),
        (S, Formula.STEP, {"steps": [[1, 9]]}, "0 与分值之间"),
        (C, Formula.MANUAL, {"floor": 9}, "最低分"),
        (ItemKind.VETO, Formula.PASS_FAIL, {"effect": "ceiling"}, "封顶分"),
        (S, Formula.MANUAL, {"steps": []}, "多出"),
    ],
)
def test_settings_that_do_not_fit_are_refused(kind, formula, params, said):
    with pytest.raises(UnfitError, match=said):
        check(kind, formula, D(3), params)


RUNNERS = [
    Runner(1, D(90), (D(10), D(20))),
    Runner(2, D(95), (D(0), D(0))),
    Runner(3, D(90), (D(11), D(19))),
    Runner(4, D(80), ()),
]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        (TieRule.SHARED, [(2, 1), (1, 2), (3, 2), (4, 4)]),
        (TieRule.ORDER, [(2, 1), (3, 2), (1, 3), (4, 4)]),
        (TieRule.VOID, [(2, 1), (1, None), (3, None), (4, 4)]),
    ],
)
def test_ties_are_settled_by_rule(rule, places):
    assert [(p.key, p.place) for p in rank(RUNNERS, rule)] == places


def test_strictness_is_the_mean_difference_of_each_reviewer():
    found = strictness([("b", D(-1)), ("a", D(2)), ("a", D("3.5"))])

    assert [(s.key, s.sheets, s.mean) for s in found] == [("a", 2, D("2.75")), ("b", 1, D("-1.00"))]
