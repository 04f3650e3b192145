"""Addresses of bodies and people."""

from django.urls import path

from . import accounts, bodies, people, views

urlpatterns = [
    path("agencies/", views.show_bodies, name="bodies"),
    path("agencies/bodies/new/", bodies.establish, name="body-establish"),
    path("agencies/bodies/<uuid:body_id>/", views.show_body, name="body"),
    path("agencies/bodies/<uuid:body_id>/name/", bodies.rename, name="body-rename"),
    path("agencies/bodies/<uuid:body_id>/facts/", bodies.describe, name="body-describe"),
    path("agencies/bodies/<uuid:body_id>/end/", bodies.abolish, name="body-abolish"),
    path("agencies/bodies/<uuid:body_id>/units/", bodies.add_unit, name="unit-establish"),
    path("agencies/people/", views.show_people, name="people"),
    path("agencies/people/new/", people.employ, name="person-employ"),
    path("agencies/people/<uuid:person_id>/", views.show_person, name="person"),
    path("agencies/people/<uuid:person_id>/number/", people.reveal, name="person-reveal"),
    path("agencies/people/<uuid:person_id>/post/", people.choose_body, name="post-body"),
    path("agencies/people/<uuid:person_id>/post/<uuid:body_id>/", people.appoint, name="post-appoint"),
    path("agencies/people/<uuid:person_id>/posts/<uuid:post_id>/end/", people.end, name="post-end"),
    path("agencies/people/<uuid:person_id>/certificate/", people.issue, name="certificate-issue"),
    path(
        "agencies/people/<uuid:person_id>/certificates/<uuid:certificate_id>/end/",
        people.revoke,
        name="certificate-revoke",
    ),
    path("agencies/people/<uuid:person_id>/account/", accounts.open_one, name="account-open"),
    path("agencies/people/<uuid:person_id>/account/end/", accounts.close, name="account-close"),
    path(
        "agencies/people/<uuid:person_id>/account/password/", accounts.give_password, name="account-password"
    ),
    path(
        "agencies/people/<uuid:person_id>/account/second/",
        accounts.forget_phone,
        name="account-second-factor",
    ),
]
