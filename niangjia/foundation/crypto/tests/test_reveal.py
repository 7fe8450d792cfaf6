"""Full values: shown once, for a reason, to whom the room admits; and read by the auditor."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.urls import path, reverse
from python_calamine import CalamineWorkbook

from niangjia.foundation import clock
from niangjia.foundation.accounts.models import User
from niangjia.foundation.audit.models import AuditEntry, UntouchableError
from niangjia.foundation.crypto import registry, selectors, services
from niangjia.foundation.crypto.models import Disclosure
from niangjia.foundation.errors import Missing, Refused
from niangjia.foundation.parameters.keys import REVEAL_PER_HOUR
from niangjia.foundation.predicates import predicate
from niangjia.foundation.scope import Actor
from niangjia.foundation.web.models import Press

from .cases.models import Person

pytestmark = pytest.mark.django_db

COUNTY, ELSEWHERE = "00001" + "00052" + "00526", "00001" + "00062"
NUMBER = "522601199003070031"


@predicate
def keeps(actor: Actor, row: Person) -> bool:
    """Readers see the row, keepers its numbers."""
    return actor.holds({"people.keeper"}, at=row.path)


@pytest.fixture
def person(monkeypatch):
    monkeypatch.setattr(registry, "_known", {})
    registry.revealing(Person, "number", "mobile", "name", may=keeps, back="audit:list")
    monkeypatch.setattr(registry.Revealing, "back_to", lambda *_: "/back/")
    return Person.objects.create(name="石建国", number=NUMBER, path=COUNTY)


def somebody(username, role, at):
    user = User.objects.create(username=username, name=username)
    return Actor(user.pk, frozenset({(role, at)}), username, at, 1, 7)


@pytest.fixture
def keeper(db):
    return somebody("吴贵芳", "people.keeper", COUNTY)


@pytest.fixture
def auditor(db):
    return somebody("石国安", "audit.admin", COUNTY[:10])


@pytest.fixture
def look(person, keeper, noon):
    def see(actor=None, **more):
        told = {"kind": "crypto_cases.person", "row_id": person.pk, "field": "number"}
        told |= {"purpose": "contact", "note": " 通知领取补助 ", "now": noon}
        return services.reveal(actor=actor or keeper, **(told | more))

    return see


def test_a_look_gives_the_whole_and_leaves_two_lines(look, person, keeper, noon):
    assert look() == NUMBER

    line = Disclosure.objects.get()
    assert (line.actor_id, line.actor_name, line.post_id) == (keeper.user_id, "吴贵芳", 7)
    assert (line.kind, line.row_id, line.label) == ("crypto_cases.Person", str(person.pk), "石建国")
    assert (line.field, line.why, line.path, line.at) == (
        "number",
        "联系本人：通知领取补助",
        COUNTY,
        noon,
    )
    entry = AuditEntry.objects.get(verb="unmask")
    assert (entry.note, entry.changes) == (line.why, {"number": ["***", "***"]})
    assert NUMBER not in str(Disclosure.objects.values_list()) + str(AuditEntry.objects.values())


@pytest.mark.parametrize(
    ("role", "at", "told"),
    [
        ("people.reader", COUNTY, {}),
        ("people.keeper", ELSEWHERE, {}),
        ("people.keeper", COUNTY, {"field": "path"}),
        ("people.keeper", COUNTY, {"kind": "accounts.user"}),
        ("people.keeper", COUNTY, {"row_id": 999}),
    ],
)
def test_for_everybody_and_everything_else_there_is_nothing(look, role, at, told):
    with pytest.raises(Missing):
        look(actor=somebody("x", role, at), **told)
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    ("told", "sentence", "field"),
    [
        ({"purpose": ""}, "请选择用途", "purpose"),
        ({"purpose": "curious"}, "请选择用途", "purpose"),
        ({"purpose": "other", "note": " "}, "具体用途", "note"),
        ({"field": "mobile"}, "没有登记手机号", None),
    ],
)
def test_without_a_purpose_or_a_value_nothing_is_shown(look, told, sentence, field):
    with pytest.raises(Refused, match=sentence) as caught:
        look(**told)
    assert caught.value.field == field
    assert not Disclosure.objects.exists()


def test_so_many_looks_an_hour_and_no_more(look, monkeypatch):
    monkeypatch.setattr(type(REVEAL_PER_HOUR), "value", lambda *_, **__: 2)
    start = clock.real_now()
    for minutes in (0, 20):
        monkeypatch.setattr(clock, "real_now", lambda m=minutes: start + timedelta(minutes=m))
        look()

    monkeypatch.setattr(clock, "real_now", lambda: start + timedelta(minutes=50))
    with pytest.raises(Refused, match="最多查看 2 次完整信息，请 10 分钟后再试"):
        look()
    monkeypatch.setattr(clock, "real_now", lambda: start + timedelta(minutes=61))
    assert look() == NUMBER
    assert Disclosure.objects.count() == 3


def test_what_was_shown_was_shown(look):
    look()
    line = Disclosure.objects.get()

    for act in (line.save, line.delete, Disclosure.objects.all().delete):
        with pytest.raises(UntouchableError):
            act()
    with pytest.raises(UntouchableError):
        Disclosure.objects.update(note="")


def test_an_open_column_may_be_revealed_as_well(look):
    assert look(field="name") == "石建国"


def test_list_and_row_agree(look, person, keeper, auditor):
    look()
    other = replace(auditor, posts=frozenset({("audit.admin", ELSEWHERE)}))
    seen = [selectors.disclosures(who, {}).count() for who in (auditor, other, keeper)]
    assert seen == [1, 0, 0]

    owner = Actor(9, frozenset(), "本人")
    Person.objects.filter(pk=person.pk).update(owner_id=9)
    readers = [somebody("r", "people.reader", COUNTY), owner, other]
    assert [Person.objects.visible_to(who).count() for who in readers] == [1, 1, 0]


def address(person, field="number"):
    return reverse("crypto:reveal", args=["crypto_cases.person", person.pk, field])


def test_the_page_asks_why_shows_once_and_is_kept_by_nobody(person, keeper, signed_in):
    client = signed_in(keeper)
    where = address(person)

    asked = client.get(where)
    assert ("联系本人" in asked.text, NUMBER in asked.text) == (True, False)
    wrong = client.post(where, {"purpose": "other"})
    assert (wrong.status_code, "具体用途" in wrong.text) == (422, True)

    shown = client.post(where, {"purpose": "contact", "once": "k1"})
    assert shown.status_code == 200
    assert (
        f'data-hide-after="60" data-hidden="已自动隐藏，需要时请重新查看">{NUMBER}<' in shown.text
    )
    assert (shown["Cache-Control"], shown["Refresh"]) == ("no-store", "60; url=/back/")
    assert not Press.objects.exists()
    assert NUMBER not in client.get(where).text


def test_the_dialog_is_served_alone_and_goes_nowhere(person, keeper, signed_in):
    answer = signed_in(keeper).post(
        address(person), {"purpose": "contact"}, headers={"HX-Request": "true"}
    )

    assert answer.text.lstrip().startswith('<div class="gh-dialog-in"')
    assert "Refresh" not in answer
    assert "<form" not in answer.text


def test_others_find_no_page(person, signed_in):
    client = signed_in(somebody("r", "people.reader", COUNTY))
    assert client.get(address(person)).status_code == 404


def test_the_auditor_reads_filters_and_exports_and_leaves_lines(look, keeper, auditor, signed_in):
    look()
    look(purpose="payment", note="")
    client = signed_in(auditor)

    text = client.get(reverse("crypto:disclosures"), {"purpose": "contact"}).text
    assert ("通知领取补助" in text, "证件号码" in text, "石建国" in text) == (True, True, True)
    assert text.count("吴贵芳") == 1
    assert "没有符合条件" in client.get(reverse("crypto:disclosures"), {"person": "无人"}).text
    assert "条件填写有误" in client.get(reverse("crypto:disclosures"), {"since": "昨天"}).text

    answer = client.get(reverse("crypto:export_disclosures"), {"since": "2000-01-01"})
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert str(book.get_sheet_by_index(0).to_python()).count("吴贵芳") == 2
    verbs = set(AuditEntry.objects.filter(actor_id=auditor.user_id).values_list("verb", flat=True))
    assert verbs == {"read_disclosures", "export"}


def test_nobody_else_reads_the_list(keeper, signed_in):
    client = signed_in(keeper)
    for name in ("disclosures", "export_disclosures"):
        assert client.get(reverse(f"crypto:{name}")).status_code == 404


def test_a_field_is_declared_once(person):
    with pytest.raises(ValueError, match="already"):
        registry.revealing(Person, "number", may=keeps, back="audit:list")


def test_the_page_of_a_row_is_where_the_room_says(settings):
    settings.ROOT_URLCONF = __name__
    found = registry.Revealing(Person, "number", keeps, "person")
    assert (found.back_to(Person(pk=5)), found.label) == ("/people/5/", "证件号码")


urlpatterns = [path("people/<int:pk>/", HttpResponse, name="person")]
