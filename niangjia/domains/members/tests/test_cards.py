"""Cards: made by themselves, shown for a moment, checked with and without the net, lost and found."""

from __future__ import annotations

import base64
from datetime import UTC, date, timedelta

import pytest

from niangjia.domains.members.enums.cards import CardState as S
from niangjia.domains.members.enums.cards import CheckResult as R
from niangjia.domains.members.models import Card, Check, Membership
from niangjia.domains.members.selectors import cards as selectors
from niangjia.domains.members.services import (
    card_checks,
    card_codes,
    cards,
    joining,
    rolls,
    transfers,
)
from niangjia.domains.members.services.numbers import luhn
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.scope import SYSTEM

pytestmark = pytest.mark.django_db
STEP = timedelta(seconds=30)


def card_of(row):
    return Card.objects.get(person=row.person, kind="e")


def check(payload, now):
    return card_checks.check(payload, now).result


def test_who_asks_has_a_card_that_says_so(cast, applied, noon):
    card = card_of(applied)
    payload = card_checks.show(actor=cast.worker, now=noon)

    told = card_checks.check(payload, noon)

    assert (card.state, len(card.number), card.number[0], luhn(card.number)) == (
        S.MAKING,
        16,
        "1",
        0,
    )
    assert (told.result, told.name, told.union) == (R.WAITING, "潘**", "凯里市第一纺织厂工会")


def test_a_card_is_in_use_once_its_holder_joined(cast, member, noon):
    card = card_of(member)

    told = card_checks.check(card_checks.show(actor=cast.worker, now=noon), noon, by="驿站")

    assert (card.state, card.issued_at, card.activated_at) == (S.ACTIVE, noon, noon)
    assert (told.result, told.name, told.kind) == (R.VALID, "潘**", "电子会员卡")
    assert told.valid_until == noon.astimezone(UTC) + 2 * STEP
    assert list(Check.objects.values_list("card", "result", "by")) == [(card.pk, "valid", "驿站")]


def test_the_seed_is_sealed_and_told_nowhere(member):
    card = card_of(member)

    assert len(card.seed.open()) == 2 * cards.SEED
    assert card.seed.open() not in f"{card.seed} {card.seed.stored} {card!r}"


@pytest.mark.parametrize(
    ("later", "result"),
    [
        (0, R.VALID),
        (29, R.VALID),
        (59, R.VALID),
        (60, R.STALE),
        (3600, R.STALE),
        (-30, R.VALID),
        (-31, R.STALE),
    ],
)
def test_a_picture_is_stale_a_minute_later(cast, member, noon, later, result):
    payload = card_checks.show(actor=cast.worker, now=noon)

    assert check(payload, noon + timedelta(seconds=later)) == result


def test_what_was_altered_or_invented_is_unknown(cast, member, join, noon):
    other = card_of(join(12))
    payload = card_checks.show(actor=cast.worker, now=noon)
    kind, number, step, code = payload.split(".")

    for told in (
        f"{kind}.{other.number}.{step}.{code}",
        f"{kind}.{number}.{int(step) + 1}.{code}",
        f"{kind}.{number}.{step}.{code[:-1]}A"
        if code[-1] != "A"
        else f"{kind}.{number}.{step}.{code[:-1]}B",
        f"{kind}.{number}.{step}",
        f"c1.{'9' * 16}.{step}.{code}",
        f"c1.{number}.{'9' * 40}.{code}",
        "",
        "https://example.com/",
        "p1.s1.xx.yy.1.zz",
        "c1.²³.1.AAAAAAAAAAAAAAAA",
        "工会" * 600,
    ):
        assert check(told, noon) == R.UNKNOWN
    assert set(Check.objects.values_list("result", flat=True)) == {"unknown"}


def test_a_lost_card_says_so_and_a_found_one_has_new_codes(cast, member, noon):
    card, before = card_of(member), card_checks.show(actor=cast.worker, now=noon)
    passed = card_checks.offer_pass(actor=cast.worker, now=noon)
    cards.report_lost(actor=cast.worker, card_id=card.pk, now=noon)

    assert check(before, noon) == R.LOST
    with pytest.raises(Refused, match="已挂失"):
        card_checks.show(actor=cast.worker, now=noon)
    cards.find(actor=cast.grassroots_chair, card_id=card.pk, now=noon)
    assert check(before, noon) == R.UNKNOWN
    assert check(shown_offline(passed, noon), noon) == R.UNKNOWN
    assert check(card_checks.show(actor=cast.worker, now=noon), noon) == R.VALID


def test_cards_show_what_holds_at_this_moment(cast, tree, member, noon):
    known = {"actor": cast.grassroots_chair, "membership_id": member.pk, "now": noon}
    day = date(2023, 11, 20)

    def shown():
        return card_checks.check(card_checks.show(actor=cast.worker, now=noon), noon)

    asked = transfers.ask(
        actor=cast.worker, membership_id=member.pk, target_id=tree.other_county.pk, now=noon
    )
    assert shown().result == R.VALID
    transfers.cancel(actor=cast.worker, transfer_id=asked.pk, now=noon)
    rolls.retain(why="unemployed", on=day, **known)
    assert (shown().result, shown().is_good) == (R.RETAINED, True)
    payload = card_checks.show(actor=cast.worker, now=noon)
    rolls.leave(on=day, note="书面申请", **known)
    assert check(payload, noon) == R.ENDED
    assert card_of(member).state == S.CANCELLED
    with pytest.raises(Missing):
        card_checks.show(actor=cast.worker, now=noon)


def test_a_card_goes_along_with_a_transfer(cast, tree, member, noon):
    number = card_of(member).number
    transfers.carry(member, tree.other_county, actor=SYSTEM, now=noon)

    told = card_checks.check(card_checks.show(actor=cast.worker, now=noon), noon)

    assert (told.result, told.union) == (R.VALID, "南明区总工会")
    assert Card.objects.get().number == number


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_an_application_that_came_to_nothing_ends_its_card(cast, applied, noon, verb):
    payload = card_checks.show(actor=cast.worker, now=noon)
    known = {"application_id": applied.pk, "now": noon}
    if verb == "reject":
        joining.reject(actor=cast.grassroots_chair, note="不在本单位", **known)
    else:
        joining.withdraw(actor=cast.worker, **known)

    assert card_of(applied).state == S.CANCELLED
    assert check(payload, noon) == R.ENDED


def test_who_came_in_with_a_roll_gets_a_card_at_the_first_look(cast, member, noon):
    Check.objects.all().delete()
    Card.objects.all().delete()

    card = cards.have(actor=cast.worker, now=noon)

    assert card.state == S.ACTIVE
    assert cards.have(actor=cast.worker, now=noon).pk == card.pk
    with pytest.raises(Missing):
        cards.have(actor=cast.stranger, now=noon)


def shown_offline(passed, now):
    """What the phone shows without the net: it hashes its way back along the chain."""
    base = base64.urlsafe_b64decode(passed.base + "==")
    step = card_codes.step_of(now, passed.seconds)
    link = card_codes.links(base, passed.steps - 1 - (step - passed.first))
    return f"{passed.token}.{step}.{base64.urlsafe_b64encode(link).decode().rstrip('=')}"


@pytest.mark.parametrize("hours", [0, 7, 23])
def test_a_pass_is_verified_without_asking_anybody(cast, member, noon, hours):
    passed, then = (
        card_checks.offer_pass(actor=cast.worker, now=noon),
        noon + timedelta(hours=hours),
    )

    shown = card_codes.read_payload(shown_offline(passed, then))

    assert shown.step == card_codes.step_of(then, passed.seconds)
    assert (shown.known.state, shown.known.name) == ("V", "潘**")
    assert shown.known.union == "凯里市第一纺织厂工会"
    assert passed.until == noon.astimezone(UTC) + timedelta(hours=24)
    assert check(shown_offline(passed, then), then) == R.VALID


def test_a_picture_of_a_pass_is_stale_and_its_links_lead_nowhere(cast, member, noon):
    passed = card_checks.offer_pass(actor=cast.worker, now=noon)
    picture = shown_offline(passed, noon)
    token, _dot, link = picture.rpartition(".")
    later = f"{token.rpartition('.')[0]}.{int(token.rpartition('.')[2]) + 2}.{link}"

    assert check(picture, noon + 2 * STEP) == R.STALE
    assert card_codes.read_payload(later) is None
    assert check(shown_offline(passed, noon + timedelta(hours=23)), noon) == R.STALE


def test_a_pass_nobody_of_ours_signed_is_nothing(cast, member, noon):
    payload = shown_offline(card_checks.offer_pass(actor=cast.worker, now=noon), noon)
    kind, key_id, body, signature, step, link = payload.split(".")
    data = bytearray(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    data[-1] ^= 1
    other = base64.urlsafe_b64encode(bytes(data)).decode().rstrip("=")

    for told in (
        ".".join([kind, key_id, other, signature, step, link]),
        ".".join([kind, "s9", body, signature, step, link]),
        ".".join([kind, key_id, body, signature[:-4], step, link]),
        ".".join([kind, key_id, "AA", signature, step, link]),
    ):
        assert card_codes.read_payload(told) is None


def test_a_pass_of_a_lost_card_is_told_online(cast, member, noon):
    payload = shown_offline(card_checks.offer_pass(actor=cast.worker, now=noon), noon)
    cards.report_lost(actor=cast.worker, card_id=card_of(member).pk, now=noon)

    assert check(payload, noon) == R.LOST


def test_a_plastic_card_goes_its_way(cast, member, noon):
    known = {"actor": cast.grassroots_chair, "now": noon}
    card = cards.order(membership_id=member.pk, kind="plastic", **known)
    with pytest.raises(Refused, match="已有实体会员卡"):
        cards.order(membership_id=member.pk, kind="plastic", **known)

    cards.issue(card_id=card.pk, **known)
    cards.activate(actor=cast.worker, card_id=card.pk, now=noon)
    cards.report_lost(actor=cast.worker, card_id=card.pk, now=noon)
    cards.cancel(card_id=card.pk, **known)
    again = cards.order(membership_id=member.pk, kind="plastic", **known)

    assert (again.state, again.number != card.number, again.number[0]) == (S.MAKING, True, "2")
    assert not again.seed
    assert selectors.card_of(member.person, "plastic") == again


@pytest.mark.parametrize(
    ("kind", "bank", "sentence"),
    [("e", "", "请选择"), ("gold", "", "请选择"), ("bank", " ", "合作银行")],
)
def test_an_order_says_what_is_missing(cast, member, noon, kind, bank, sentence):
    with pytest.raises(Refused, match=sentence):
        cards.order(
            actor=cast.grassroots_chair, membership_id=member.pk, kind=kind, bank=bank, now=noon
        )
    assert Card.objects.count() == 1


def test_nobody_orders_for_who_left_or_for_a_roll_one_only_reads(cast, member, noon):
    with pytest.raises(Refused, match="无权"):
        cards.order(actor=cast.city_reviewer, membership_id=member.pk, kind="plastic", now=noon)
    Membership.objects.filter(pk=member.pk).update(state="withdrawn", ended_on=date(2023, 11, 20))
    with pytest.raises(Refused, match="不能办卡"):
        cards.order(actor=cast.grassroots_chair, membership_id=member.pk, kind="plastic", now=noon)


def test_a_second_look_tells_of_the_first(cast, member, noon):
    payload = card_checks.show(actor=cast.worker, now=noon)
    assert card_checks.check(payload, noon).last_at is None

    assert card_checks.check(payload, noon + timedelta(seconds=9)).last_at == noon


def test_checks_are_forgotten_when_their_time_is_over(cast, member, noon):
    payload = card_checks.show(actor=cast.worker, now=noon)
    card_checks.check(payload, noon)

    assert card_checks.forget_checks(now=noon + timedelta(days=180)) == 0
    assert card_checks.forget_checks(now=noon + timedelta(days=181)) == 1
