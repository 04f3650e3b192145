from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "qiangzhen.places"
    label = "places"
