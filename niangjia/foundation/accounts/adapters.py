"""How allauth speaks to this house: our counting, our words, our trail; nobody signs themself up."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.foundation import clock
from niangjia.foundation.errors import Refused

from . import sessions
from .backends import PATH
from .models import User
from .posts import roles_of
from .roles import ADMINISTRATORS
from .selectors import account_named
from .services import sign_in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by name or phone and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": gettext_lazy("密码不正确"),
        "too_many_login_attempts": gettext_lazy("尝试次数过多，请稍后再试"),
        "rate_limited": gettext_lazy("操作太频繁，请稍后再试"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the security administrator."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User:
        """The person, or the sentence of the service as a form error."""
        login, password = credentials["username"], credentials["password"]
        try:
            user = sign_in.attempt(login=login, password=password, now=clock.real_now())
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        user.backend = PATH
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session; Django gives it a new key."""
        user.backend = PATH
        sign_in.begin(user=user, how=_how(request), now=clock.real_now())
        super().login(request, user)

    def logout(self, request: HttpRequest) -> None:
        """End the session."""
        if isinstance(request.user, User):
            sign_in.end(user=request.user, why=_("退出登录"), now=clock.real_now())
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Back to the door one came in by."""
        return str(settings.PHONE_HOME if sessions.is_phone(request) else settings.LOGIN_URL)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Signing in is not news."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address the trail writes down, too."""
        return str(request.META.get("REMOTE_ADDR", ""))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factor; its secrets are kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("口令不正确，请核对手机时间后重新输入"),
        "cannot_delete_authenticator": gettext_lazy("管理员必须启用动态口令"),
    }

    def get_totp_issuer(self) -> str:
        """The name shown in the person's authenticator."""
        return _("智慧工会")

    def get_totp_label(self, user: User) -> str:
        """The name they sign in with."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Kept with a key made from the site's secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Administrators keep theirs."""
        return not must_have_second_factor(authenticator.user)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in through the provider of a province (统一身份认证): finds people, does not make them."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Match by user name or phone; somebody unknown is turned away unless configured."""
        user = sociallogin.user if sociallogin.is_existing else self._known(sociallogin)
        if user is None and settings.OIDC_OPENS_ACCOUNTS:
            return
        if user is None or not user.is_active:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only where the operator wants it."""
        return bool(settings.OIDC_OPENS_ACCOUNTS)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> User:
        """A new account takes name and phone from the provider's claims."""
        user: User = super().populate_user(request, sociallogin, data)
        claims = _claims(sociallogin)
        user.name = str(claims.get("name") or user.username)[:60]
        user.phone = _phone(claims)[:20]
        user.opened_at = clock.real_now()
        return user

    @staticmethod
    def _known(sociallogin: Any) -> User | None:
        claims = _claims(sociallogin)
        names = [str(claims.get(settings.OIDC_USERNAME_CLAIM) or ""), _phone(claims)]
        return next((user for name in names if name and (user := account_named(name))), None)


def must_have_second_factor(user: User) -> bool:
    """Whether this person may not work without a second factor (rules §11.3)."""
    return bool(settings.SECOND_FACTOR_REQUIRED and roles_of(user.pk) & ADMINISTRATORS)


def _claims(sociallogin: Any) -> dict[str, Any]:
    data = sociallogin.account.extra_data
    found: dict[str, Any] = data.get("userinfo") or data.get("id_token") or data
    return found


def _phone(claims: dict[str, Any]) -> str:
    if not claims.get("phone_number_verified", True):
        return ""
    return str(claims.get(settings.OIDC_PHONE_CLAIM) or "").removeprefix("+86").strip()


def _how(request: HttpRequest) -> str:
    methods = request.session.get("account_authentication_methods") or [{}]
    ways = {
        "password": _("密码"),
        "mfa": _("动态口令"),
        "code": _("短信验证码"),
        "passkey": _("通行密钥"),
        "socialaccount": _("统一身份认证"),
    }
    return "、".join(dict.fromkeys(ways.get(m.get("method"), _("演示")) for m in methods))


def _cipher() -> Fernet:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"niangjia second factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
