"""Where a monitor asks whether the system is well."""

from django.urls import path

from . import views

urlpatterns = [path("healthz", views.health, name="health")]
