"""Where a visitor chooses the language."""

from django.urls import path

from . import views

urlpatterns = [path("language/", views.choose_language, name="language")]
