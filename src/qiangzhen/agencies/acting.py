"""Who is acting: from an account and the post it chose to the actor every action asks for."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q

from qiangzhen.ledger.acts import Actor

from .models import Account, Post
from .roles import acts_county_wide, permissions_of


def list_posts(*, account: Account, on: dt.date) -> list[Post]:
    """Return the posts the account's person holds on a day, the oldest first."""
    return list(
        Post.objects.filter(person_id=account.person_id, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=on))
        .filter(body__abolished_on=None)
        .select_related("body", "person", "unit", "jurisdiction")
        .order_by("valid_from", "id")
    )


def find_actor(
    *, account: Account, chosen_post: uuid.UUID | None, on: dt.date
) -> tuple[Actor | None, list[Post]]:
    """Return the actor for the chosen post, or the first one held, and all posts held.

    The post comes from the session, the rights from the database at each request:
    a post that ended yesterday gives nothing today. None when no post is held.
    """
    posts = list_posts(account=account, on=on)
    if not posts:
        return None, posts
    post = next((held for held in posts if held.id == chosen_post), posts[0])
    return actor_of(post), posts


def actor_of(post: Post) -> Actor:
    """Return the actor a post makes of its person."""
    return Actor(
        county_id=post.county_id,
        person_id=post.person_id,
        post_id=post.id,
        body_id=post.body_id,
        person_name=post.person.name,
        post_title=post.title,
        body_name=post.body.name,
        permissions=permissions_of(post.roles),
        county_wide=acts_county_wide(post.roles),
        jurisdiction_id=post.jurisdiction_id,
    )
