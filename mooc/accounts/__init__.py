"""The people of the site: the user model, allauth's adapter, profile, security, own data.

Decides nothing about learning. Imports allauth (only here, within mooc) and what `courses` offers
every host; reached from elsewhere only through `get_user_model()`.
"""
