from django.apps import AppConfig


class CountyConfig(AppConfig):
    name = "qiangzhen.county"
    label = "county"
