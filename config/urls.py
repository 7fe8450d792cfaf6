"""Every address of the house, in the order of its floors."""

from django.urls import include, path

urlpatterns = [
    path("", include("niangjia.faces.site.urls")),
    path("accounts/", include("niangjia.faces.site.entrance")),
    path("", include("niangjia.faces.portal.urls")),
    path("api/v1/", include("niangjia.faces.api.urls")),
    path("", include("niangjia.foundation.accounts.urls")),
    path("", include("niangjia.foundation.parameters.urls")),
    path("", include("niangjia.foundation.audit.urls")),
    path("", include("niangjia.foundation.crypto.urls")),
    path("", include("niangjia.foundation.documents.urls")),
    path("", include("niangjia.foundation.exchange.urls")),
    path("", include("niangjia.foundation.habits.urls")),
    path("", include("niangjia.foundation.files.urls")),
    path("", include("niangjia.foundation.jobs.urls")),
    path("", include("niangjia.foundation.notices.urls")),
    path("", include("niangjia.foundation.privacy.urls")),
    path("unions/", include("niangjia.domains.unions.urls")),
    path("", include("niangjia.foundation.ui.urls")),
    path("members/", include("niangjia.domains.members.urls")),
    path("assessment/", include("niangjia.domains.assessment.urls")),
    path("tasks/", include("niangjia.domains.tasks.urls")),
    path("cockpit/", include("niangjia.faces.cockpit.urls")),
    path("", include("niangjia.faces.workbench.urls")),
]

handler400 = "niangjia.foundation.ui.views.unreadable"
handler403 = handler404 = "niangjia.foundation.ui.views.missing"
handler500 = "niangjia.foundation.ui.views.broken"
