"""Address of the desk."""

from django.urls import path

from . import views

urlpatterns = [
    path("desk/", views.show_desk, name="desk"),
]
