"""Addresses of the room."""

from django.urls import path

from .views import acts, detail, employers, exports, ledger, posts, switching

app_name = "unions"
urlpatterns = [
    path("", ledger.index, name="list"),
    path("tree/", ledger.tree, name="tree"),
    path("filters/keep/", ledger.keep_filter, name="keep_filter"),
    path("filters/<int:pk>/drop/", ledger.drop_filter, name="drop_filter"),
    path("columns/", ledger.habit, name="habit"),
    path("bulk/<slug:action>/", ledger.bulk, name="bulk"),
    path("export/<slug:ledger>/", exports.export, name="export"),
    path("new/", posts.create_union, name="create"),
    path("switcher/", switching.switcher, name="switcher"),
    path("switcher/<int:pk>/", switching.branch, name="branch"),
    path("switch/", switching.switch, name="switch"),
    path("picker/", switching.picker, name="picker"),
    path("posts/", posts.index, name="posts"),
    path("posts/<int:pk>/<slug:verb>/", posts.act, name="post_act"),
    path("tenures/<int:pk>/dismiss/", posts.dismiss, name="dismiss"),
    path("certificates/<int:pk>/revoke/", employers.revoke, name="revoke"),
    path("employers/", employers.index, name="employers"),
    path("employers/new/", employers.create, name="employer_create"),
    path("employers/<int:pk>/", employers.edit, name="employer"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/<slug:verb>/", acts.act, name="act"),
]
