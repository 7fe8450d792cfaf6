"""Addresses of documents."""

from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.list_documents, name="list"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/issue/", views.issue, name="issue"),
    path("documents/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
