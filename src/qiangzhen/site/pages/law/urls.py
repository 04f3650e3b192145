"""Addresses of the law."""

from django.urls import path

from . import views

urlpatterns = [
    path("law/", views.show_statutes, name="law"),
    path("law/statutes/<slug:statute_id>/", views.show_statute, name="statute"),
    path("law/statutes/<slug:statute_id>/<slug:article>/", views.show_article, name="article"),
    path("law/rules/", views.show_rules, name="rules"),
    path("law/rules/<slug:number>/", views.show_rule, name="rule"),
]
