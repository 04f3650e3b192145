"""The site as a Django app: at start-up each subject puts its own on the desk."""

import importlib
import importlib.util
import pkgutil

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "qiangzhen.site"
    label = "qiangzhen_site"

    def ready(self) -> None:
        """Import ``pages/<subject>/desk.py`` wherever there is one: it registers what waits, figures, quick actions."""
        from . import pages

        for subject in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."):
            if subject.ispkg and importlib.util.find_spec(f"{subject.name}.desk"):
                importlib.import_module(f"{subject.name}.desk")
