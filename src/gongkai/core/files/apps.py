"""The app as Django knows it."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Core: files."""

    name = "gongkai.core.files"
    label = "files"
