from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "qiangzhen.documents"
    label = "documents"
