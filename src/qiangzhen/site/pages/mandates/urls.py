"""Addresses of mandates."""

from django.urls import path

from . import asking, changes, copies, matrix, views

urlpatterns = [
    path("mandates/", views.show_mandates, name="mandates"),
    path("mandates/excel/", copies.excel, name="mandates-excel"),
    path("mandates/withdrawal/", changes.withdraw, name="mandates-withdraw"),
    path("mandates/<uuid:line>/", views.show_mandate, name="mandate"),
    path("mandates/<uuid:line>/correct/", changes.correct, name="mandate-correct"),
    path("mandates/<uuid:line>/suspend/", changes.suspend, name="mandate-suspend"),
    path("mandates/<uuid:line>/resume/", changes.resume, name="mandate-resume"),
    path("mandates/<uuid:line>/take-over/", changes.take_over, name="mandate-take-over"),
    path("matrix/", matrix.show_matrix, name="matrix"),
    path("matrix/excel/", matrix.excel, name="matrix-excel"),
    path("who-may/", asking.who_may, name="who-may"),
]
