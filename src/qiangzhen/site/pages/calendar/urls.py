"""Addresses of the calendar."""

from django.urls import path

from . import views

urlpatterns = [
    path("calendar/", views.show_this_year, name="calendar"),
    path("calendar/<int:year>/", views.show_year, name="calendar-year"),
    path("calendar/deadline/", views.show_deadline, name="deadline"),
]
