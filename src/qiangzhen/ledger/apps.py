from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "qiangzhen.ledger"
    label = "ledger"
