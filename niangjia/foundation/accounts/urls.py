"""Addresses of one's own settings and of the security administrator's pages."""

from django.urls import path

from .views import own, people

app_name = "accounts"
urlpatterns = [
    path("me/", own.settings, name="settings"),
    path("me/password/", own.password, name="password"),
    path("me/again/", own.again, name="again"),
    path("me/tokens/new/", own.issue_token, name="issue_token"),
    path("me/tokens/<int:pk>/revoke/", own.revoke_token, name="revoke_token"),
    path("people/", people.index, name="people"),
    path("people/new/", people.open_account, name="open"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/disable/", people.disable, name="disable"),
    path("people/<int:pk>/enable/", people.enable, name="enable"),
    path("people/<int:pk>/unlock/", people.unlock, name="unlock"),
    path("people/<int:pk>/reset/", people.reset, name="reset"),
    path("people/<int:pk>/second-factor/", people.remove_second_factor, name="second_factor"),
]
