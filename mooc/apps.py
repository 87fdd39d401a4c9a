"""The site as a Django application: its checks and its commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mooc"
    label = "site"
    verbose_name = "Alliances"

    def ready(self) -> None:
        from mooc import checks  # noqa: F401
