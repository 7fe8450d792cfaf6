"""The addresses allauth looks up by name: those we open, and no others.

No sign-up, no e-mail pages, no reset by mail: accounts are kept by the security administrator.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from . import views

SETTINGS = RedirectView.as_view(pattern_name="accounts:settings")

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("prove/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", RedirectView.as_view(pattern_name="accounts:password"), name="account_change_password"),
    path("2fa/", SETTINGS, name="mfa_index"),
    path("2fa/sign-in/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/prove/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("provider/", SETTINGS, name="socialaccount_connections"),
    path("provider/error/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("provider/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("provider/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("provider/<slug:provider_id>/callback/", oidc.callback, name="openid_connect_callback"),
]  # fmt: skip
