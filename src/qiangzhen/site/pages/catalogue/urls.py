"""Addresses of the catalogue."""

from django.urls import path

from . import changes, copies, views

urlpatterns = [
    path("catalogue/", views.show_powers, name="powers"),
    path("catalogue/excel/", copies.excel, name="powers-excel"),
    path("catalogue/word/", copies.word, name="powers-word"),
    path("catalogue/print/", copies.printed, name="powers-print"),
    path("catalogue/new/", changes.enter, name="power-enter"),
    path("catalogue/publish/", changes.publish, name="powers-publish"),
    path("catalogue/<uuid:power_id>/", views.show_power, name="power"),
    path("catalogue/<uuid:power_id>/versions/", views.compare, name="power-versions"),
    path("catalogue/<uuid:power_id>/revise/", changes.revise, name="power-revise"),
    path("catalogue/<uuid:power_id>/end/", changes.retire, name="power-retire"),
]
