"""Addresses of tasks."""

from django.urls import path

from niangjia.domains.tasks.views import acts, board, exports, tasks

urlpatterns = [
    path("", board.index, name="board"),
    path("month/", board.month, name="month"),
    path("issued/", board.issued, name="issued"),
    path("export/", exports.export, name="export"),
    path("new/", tasks.propose, name="propose"),
    path("supervise/", tasks.supervise, name="supervise"),
    path("urge/", acts.urge_many, name="urge_many"),
    path("accept/", acts.accept_many, name="accept_many"),
    path("<int:pk>/", tasks.show, name="task"),
    path("<int:pk>/hand-out/", tasks.hand_out, name="hand_out"),
    path("<int:pk>/report/", tasks.report, name="report"),
    path("<int:pk>/act/<slug:key>/", acts.act, name="act"),
    path("delays/<int:pk>/<str:verdict>/", acts.judge_delay, name="judge_delay"),
]
