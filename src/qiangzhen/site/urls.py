"""All addresses. Each subject's own are in ``pages/<subject>/urls.py``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("qiangzhen.site.pages.portal.urls")),
    path("", include("qiangzhen.site.api.urls")),
    path("", include("qiangzhen.site.pages.desk.urls")),
    path("", include("qiangzhen.site.pages.sign_in.urls")),
    path("", include("qiangzhen.site.pages.language.urls")),
    path("", include("qiangzhen.site.pages.health.urls")),
    path("", include("qiangzhen.site.pages.calendar.urls")),
    path("", include("qiangzhen.site.pages.places.urls")),
    path("", include("qiangzhen.site.pages.agencies.urls")),
    path("", include("qiangzhen.site.pages.ledger.urls")),
    path("", include("qiangzhen.site.pages.catalogue.urls")),
    path("", include("qiangzhen.site.pages.imports.urls")),
    path("", include("qiangzhen.site.pages.guiding.urls")),
    path("", include("qiangzhen.site.pages.instruments.urls")),
    path("", include("qiangzhen.site.pages.search.urls")),
    path("", include("qiangzhen.site.pages.law.urls")),
    path("", include("qiangzhen.site.pages.handing_down.urls")),
    path("", include("qiangzhen.site.pages.mandates.urls")),
    path("", include("qiangzhen.site.pages.impact.urls")),
]

handler400 = "qiangzhen.site.pages.faults.views.bad_request"
handler403 = "qiangzhen.site.pages.faults.views.forbidden"
handler404 = "qiangzhen.site.pages.faults.views.not_found"
handler500 = "qiangzhen.site.pages.faults.views.fault"
