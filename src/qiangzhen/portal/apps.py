from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qiangzhen.portal"
    label = "portal"
