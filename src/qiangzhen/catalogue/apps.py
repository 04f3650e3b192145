from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "qiangzhen.catalogue"
    label = "catalogue"
