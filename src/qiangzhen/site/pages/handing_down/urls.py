"""Addresses of handing down."""

from django.urls import path

from . import granting, publishing, views

urlpatterns = [
    path("ways-down/", views.show_ways, name="ways-down"),
    path("ways-down/<uuid:power_id>/<uuid:receiver_id>/", views.show_pair, name="ways-down-pair"),
    path("grants/new/", granting.grant, name="grant"),
    path("grants/preview/", granting.preview, name="grant-preview"),
    path("grants/<uuid:batch>/", granting.show_batch, name="batch"),
    path("papers/<uuid:instrument_id>/publication/", publishing.publish, name="batch-publish"),
]
