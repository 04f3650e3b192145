"""Addresses of signing in; the provider's only when the county has one."""

from django.conf import settings
from django.urls import path

from . import account, views
from .provider import provider_urls

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/second/", views.second_factor, name="second-factor"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("post/", views.choose_post, name="choose-post"),
    path("account/", account.show_account, name="account"),
    path("account/second-factor/", account.set_up_second_factor, name="set-up-second-factor"),
    path("account/second-factor/code.svg", account.second_factor_code, name="second-factor-code"),
]

if settings.OIDC_RP_CLIENT_ID:
    urlpatterns += provider_urls()
