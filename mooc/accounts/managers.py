"""How users are made: the e-mail is the login, and two spellings of it are one person."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from mooc.accounts.models import User


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    async def aget_by_natural_key(self, username: str | None) -> "User":
        return await self.aget(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password, nobody can sign in with one."""
        if not email:
            raise ValueError("A user has an e-mail address.")
        user: User = self.model(email=email, **fields)
        user.clean()
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
