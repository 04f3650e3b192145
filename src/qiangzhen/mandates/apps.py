from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "qiangzhen.mandates"
    label = "mandates"
