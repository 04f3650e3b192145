"""Where the server enters."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiangzhen.site.settings")

application = get_wsgi_application()
