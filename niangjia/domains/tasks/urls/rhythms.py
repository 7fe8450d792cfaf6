"""Addresses of recurring work."""

from django.urls import path

from niangjia.domains.tasks.views import rhythms as views

urlpatterns = [
    path("rhythms/", views.index, name="rhythms"),
    path("rhythms/new/", views.set_up, name="set_up_rhythm"),
    path("rhythms/month/", views.month_list, name="month_list"),
    path("rhythms/<int:pk>/", views.show, name="rhythm"),
    path("rhythms/<int:pk>/edit/", views.rewrite, name="rewrite_rhythm"),
    path("rhythms/<int:pk>/end/", views.end, name="end_rhythm"),
]
