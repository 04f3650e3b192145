from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "qiangzhen.site"
    label = "qiangzhen_site"
