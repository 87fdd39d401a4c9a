"""Accounts as a host may have them: a UUID, a username, neither e-mail field nor staff."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Member(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid4)
    username = models.CharField(max_length=40, unique=True)
    first_names = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    address = models.EmailField(blank=True)
    # Names that we must not take on somebody else's model.
    roles = models.JSONField(default=list)
    enrolments = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = models.Manager()

    def __str__(self) -> str:
        return self.username
