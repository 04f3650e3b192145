"""Addresses of the public pages: ``/`` and ``/p/<county code>/…``."""

from django.urls import include, path

from . import asking, data, powers, receipts, townships, views

county_pages = [
    path("", views.show_county, name="portal-county"),
    path("powers/", powers.show_list, name="portal-powers"),
    path("powers/search/", powers.search, name="portal-search"),
    path("powers/suggestions/", powers.suggest, name="portal-suggestions"),
    path("power/<path:code>", powers.show_power, name="portal-power"),
    path("ask/", asking.ask, name="portal-ask"),
    path("townships/", townships.show_townships, name="portal-townships"),
    path("townships/<str:code>/", townships.show_township, name="portal-township"),
    path("receipts/", receipts.check, name="portal-receipts"),
    path("data/", data.show_data, name="portal-data"),
    path("data/<slug:subject>.xlsx", data.download_sheet, name="portal-sheet"),
]

urlpatterns = [
    path("", views.start, name="portal"),
    path("p/<str:county>/", include(county_pages)),
]
