"""Every address of the house, in the order of its floors."""

from django.urls import include, path

urlpatterns = [
    path("", include("niangjia.foundation.accounts.urls")),
]
