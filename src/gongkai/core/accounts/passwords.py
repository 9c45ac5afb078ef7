"""What Django's own rules for passwords say in English alone."""

from django.contrib.auth.password_validation import MinimumLengthValidator

from gongkai.look.words import say


class LengthValidator(MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """Say it in the language of the page: Django 5.2 has no Chinese for it."""
        least = self.min_length
        return str(say(f"密码太短，至少 {least} 个字符", f"Too short: at least {least} characters"))
