"""Questions about accounts: the doorways others may use."""

from __future__ import annotations

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from niangjia.foundation.crypto import blind
from niangjia.foundation.crypto.kinds import Kind
from niangjia.foundation.errors import Missing
from niangjia.foundation.scope import Actor, one

from .models import Code, OldPassword, Token, User
from .policy import KEEPERS
from .policy_values import number
from .posts import posts


def account_named(login: str) -> User | None:
    """Whoever signs in with a password by this name, or by this number where only one does."""
    login = login.strip()
    if found := User.objects.filter(username=login).first():
        return found
    by_phone = list(with_password(accounts_with_phone(login))[:2]) if login else []
    return by_phone[0] if len(by_phone) == 1 else None


def with_password(users: QuerySet[User]) -> QuerySet[User]:
    """Those who have one; workers come in by phone and have none."""
    return users.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def accounts_with_phone(phone: str) -> QuerySet[User]:
    """Everybody who signs in with this number, disabled accounts among them, the oldest first."""
    found = blind.digest(Kind.MOBILE, phone)
    rows = User.objects.filter(phone_digest=found) if found else User.objects.none()
    return rows.order_by("pk")


def phone_of(user: User) -> str:
    """The whole number of an account, or nothing; for whoever sends to it."""
    return user.phone.open()


def accounts_of(actor: Actor) -> QuerySet[User]:
    """The accounts a security administrator looks after; nobody else has any.

    Those of everybody who holds or held a post in reach, and those without any post yet that were
    opened from there.
    """
    paths = actor.paths(KEEPERS)
    if not paths:
        return User.objects.none()
    within = posts().holders_within(paths)
    new = Q(opened_by__in=within) & ~Q(pk__in=posts().everybody())
    return User.objects.filter(Q(pk__in=within) | new)


def code_of(code_id: int) -> Code | None:
    """A code that was asked for, with the message that carries it."""
    return Code.objects.select_related("text").filter(pk=code_id).first()


def find_account(actor: Actor, pk: int) -> User:
    """One account in reach; Missing otherwise."""
    return one(accounts_of(actor), pk=pk)


def lock_account(actor: Actor, pk: int) -> User:
    """One account in reach, held against others until the transaction ends."""
    return one(accounts_of(actor).select_for_update(of=("self",)), pk=pk)


def oneself(actor: Actor) -> User:
    """The account of whoever acts; Missing for the system."""
    found = User.objects.filter(pk=actor.user_id).first()
    if found is None:
        raise Missing
    return found


def search_accounts(actor: Actor, words: str) -> QuerySet[User]:
    """The accounts in reach whose name, sign-in name or phone number holds the words."""
    found = accounts_of(actor)
    if words := words.strip():
        named = Q(name__icontains=words) | Q(username__icontains=words)
        found = found.filter(named | Q(pk__in=accounts_with_phone(words).values("pk")))
    return found.select_related("opened_by").order_by("username")


def tokens_of(actor: Actor) -> QuerySet[Token]:
    """One's own tokens, the newest first."""
    return Token.objects.held_by(actor.user_id).order_by("-issued_at", "-pk")


def token_by_digest(digest: str) -> Token | None:
    """The token behind a secret, with its person."""
    return Token.objects.filter(digest=digest).select_related("person").first()


def used_before(user: User) -> list[str]:
    """The hashes a new password may not match: the present one and those before it."""
    kept = OldPassword.objects.filter(person=user).order_by("-set_at", "-pk")
    before = kept.values_list("password", flat=True)[: max(number("password.history") - 1, 0)]
    return [hashed for hashed in [user.password, *before] if hashed]
