"""SigningKey: the public half of every key that ever signed."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def trusted(self) -> Self:
        """Whose signatures count, whatever their age."""
        return self.filter(compromised_at__isnull=True)


class SigningKey(models.Model):
    """A public key or certificate, recorded when it first signs, never removed."""

    class Use(models.TextChoices):
        SEAL = "seal", _("seal of documents")
        CREDENTIAL = "credential", _("credentials")

    key_id = models.CharField(_("identifier"), max_length=64, unique=True)
    """SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal."""
    use = models.CharField(_("use"), max_length=10, choices=Use)
    public = models.TextField(_("public part (PEM)"))
    """The certificate of a seal, the bare public key of credentials."""
    first_used_at = models.DateTimeField(_("first used at"))
    compromised_at = models.DateTimeField(_("compromised at"), null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering: ClassVar = ["first_used_at", "pk"]

    def __str__(self) -> str:
        return self.short_id

    @property
    def short_id(self) -> str:
        return self.key_id[:16]
