"""Addresses of the register of instruments."""

from django.urls import path

from . import views

urlpatterns = [
    path("catalogue/instruments/", views.show_instruments, name="instruments"),
    path("catalogue/instruments/new/", views.register, name="instrument-register"),
    path("catalogue/instruments/<uuid:instrument_id>/", views.show_instrument, name="instrument"),
    path("catalogue/instruments/<uuid:instrument_id>/publication/", views.publish, name="instrument-publish"),
    path("catalogue/instruments/<uuid:instrument_id>/filing/", views.file, name="instrument-file"),
]
