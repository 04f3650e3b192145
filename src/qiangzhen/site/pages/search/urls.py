"""Addresses of the search."""

from django.urls import path

from . import views

urlpatterns = [
    path("search/", views.show_results, name="search"),
    path("search/suggestions/", views.suggest, name="search-suggestions"),
]
