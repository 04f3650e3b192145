"""Where the server enters."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiangzhen.site.settings")

application = get_wsgi_application()

# A broken law file stops the start, and the first visitor does not wait for the law to be read.
from qiangzhen.county.law import read_everything  # noqa: E402  (needs the settings)

read_everything()
