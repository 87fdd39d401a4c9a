"""Settings that tests replace for speed: what the site really uses."""

from mooc import settings


def test_passwords_are_hashed_with_argon2() -> None:
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
