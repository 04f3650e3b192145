"""Addresses of places."""

from django.urls import path

from . import changes, views

urlpatterns = [
    path("places/", views.show_tree, name="places"),
    path("places/<uuid:place_id>/", views.show_place, name="place"),
    path("places/<uuid:place_id>/below/", changes.establish, name="place-establish"),
    path("places/<uuid:place_id>/name/", changes.rename, name="place-rename"),
    path("places/<uuid:place_id>/code/", changes.recode, name="place-recode"),
    path("places/<uuid:place_id>/end/", changes.abolish, name="place-abolish"),
    path("places/<uuid:place_id>/figures/", changes.record_figures, name="place-figures"),
]
