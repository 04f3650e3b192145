"""Address of impact."""

from django.urls import path

from . import views

urlpatterns = [path("impact/", views.show_impact, name="impact")]
