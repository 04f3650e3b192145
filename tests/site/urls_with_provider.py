"""The site's addresses where the county has a provider to sign in at."""

from qiangzhen.site.pages.sign_in.provider import provider_urls
from qiangzhen.site.urls import handler400, handler403, handler404, handler500
from qiangzhen.site.urls import urlpatterns as of_the_site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*provider_urls(), *of_the_site]
