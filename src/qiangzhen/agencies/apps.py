from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "qiangzhen.agencies"
    label = "agencies"
