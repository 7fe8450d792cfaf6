"""Addresses of people's rights, of merging, and of how good the roll is."""

from django.urls import path

from niangjia.domains.members.views import quality
from niangjia.domains.members.views import rights as views

urlpatterns = [
    path("quality/", quality.index, name="quality"),
    path("quality/<slug:key>/", quality.rows, name="doubtful"),
    path("alike/", quality.alike, name="alike"),
    path("alike/propose/<int:stays>/<int:goes>/", quality.propose, name="propose_merge"),
    path("merges/<int:pk>/", quality.merge, name="merge"),
    path("merges/<int:pk>/<slug:verb>/", quality.decide, name="decide_merge"),
    path("requests/", views.index, name="requests"),
    path("requests/<int:pk>/", views.show, name="request"),
    path("requests/<int:pk>/<slug:verb>/", views.answer, name="answer_request"),
    path("consents/", views.consents, name="consents"),
    path("erased/", views.erased, name="erased"),
]
