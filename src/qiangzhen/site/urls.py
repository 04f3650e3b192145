"""All addresses. Each subject's own are in ``pages/<subject>/urls.py``."""
from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler404 = "qiangzhen.site.pages.faults.views.not_found"
handler500 = "qiangzhen.site.pages.faults.views.fault"
