from django.urls import path

from . import views

urlpatterns = [
    path("", views.start, name="portal"),
    path("desk/", views.show_desk, name="desk"),
]
