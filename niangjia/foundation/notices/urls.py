"""Addresses of messages and announcements."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.list_notices, name="list"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/read/", views.mark_all_read, name="mark_all_read"),
    path("notices/<int:pk>/", views.open_notice, name="open"),
    path("notices/<int:pk>/read/", views.mark_read, name="mark_read"),
    path("notices/<int:pk>/read-alike/", views.mark_bundle_read, name="mark_bundle_read"),
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/write/", views.write, name="write"),
    path("announcements/<int:pk>/", views.announcement, name="announcement"),
    path("announcements/<int:pk>/edit/", views.edit, name="edit"),
    path("announcements/<int:pk>/publish/", views.publish, name="publish"),
    path("announcements/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
