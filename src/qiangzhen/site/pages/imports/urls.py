"""Addresses of imported lists."""

from django.urls import path

from . import changes, views

urlpatterns = [
    path("catalogue/imports/", views.show_imports, name="imports"),
    path("catalogue/imports/<uuid:import_id>/", views.show_import, name="import"),
    path("catalogue/imports/<uuid:import_id>/decide/", changes.decide, name="import-decide"),
    path("catalogue/imports/<uuid:import_id>/rows/<int:position>/", changes.mend, name="import-row"),
    path("catalogue/imports/<uuid:import_id>/apply/", changes.apply, name="import-apply"),
    path("catalogue/imports/<uuid:import_id>/abandon/", changes.abandon, name="import-abandon"),
]
