"""Addresses of guiding catalogues."""

from django.urls import path

from . import views

urlpatterns = [
    path("catalogue/guiding/", views.show_catalogues, name="guiding-catalogues"),
    path("catalogue/guiding/new/", views.issue, name="guiding-issue"),
    path("catalogue/guiding/<uuid:catalogue_id>/", views.show_catalogue, name="guiding-catalogue"),
    path("catalogue/guiding/<uuid:catalogue_id>/items/", views.read_items, name="guiding-read"),
    path("catalogue/guiding/items/<uuid:item_id>/", views.match, name="guiding-match"),
]
