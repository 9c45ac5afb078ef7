"""The forms of the account pages, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.core.accounts.adapter import TOO_MANY
from gongkai.core.accounts.codes import CodeRefused, find_person
from gongkai.core.accounts.words import PASSWORD_RULES
from gongkai.core.organs.models import Person
from gongkai.look.words import say, speaks_english

_LABELS: dict[str, Any] = {
    "login": say("用户名", "User name"),
    "username": say("用户名", "User name"),
    "password": say("密码", "Password"),
    "oldpassword": say("现在的密码", "Present password"),
    "password1": say("新密码", "New password"),
    "password2": say("再输入一次新密码", "New password, again"),
    "email": say("电子邮件", "E-mail"),
    "code": say("动态码", "Code"),
}


class _Worded(forms.Form):
    """Takes its labels from above, and shows no placeholder, which is no label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)
            field.help_text = PASSWORD_RULES if name == "password1" else ""
        if "code" in self.fields:
            self.fields["code"].widget.attrs["inputmode"] = "numeric"


class SignInForm(_Worded, LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out staying signed in: offices share computers."""
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)


class SignUpForm(_Worded, SignupForm):  # type: ignore[misc]
    """User name and password, and nothing else of a citizen."""


class PasswordForm(_Worded, ChangePasswordForm):  # type: ignore[misc]
    """The present password and a new one."""


class ConfirmForm(_Worded, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ForgottenForm(_Worded, ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is sent."""


class NewPasswordForm(_Worded, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by a link that was sent."""


class EnrolForm(_Worded, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator."""


class CodeForm(_Worded, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in. Wrong codes count towards the lock-out as wrong passwords do."""

    def clean_code(self) -> str:
        """Return the code. ValidationError: it is wrong, or there were too many wrong ones."""
        credentials = {"username": self.user.username}
        if not AxesProxyHandler.is_allowed(context.request, credentials):
            raise ValidationError(TOO_MANY)
        try:
            return str(super().clean_code())
        except ValidationError:
            AxesProxyHandler.user_login_failed(
                sender=CodeForm, credentials=credentials, request=context.request
            )
            raise


class ConfirmByCodeForm(_Worded, ReauthenticateByCodeForm):  # type: ignore[misc]
    """A code once more."""


class RedeemForm(_Worded):
    """A one-time code from the administrator, and the password that is to be."""

    username = forms.CharField(max_length=60)
    code = forms.CharField(max_length=40)
    password1 = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    password2 = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the code as the paper does."""
        super().__init__(*args, **kwargs)
        self.fields["code"].label = say("一次性代码", "One-time code")
        self.fields["code"].widget.attrs.update(inputmode="text", autocomplete="off")
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any]:
        """Hold the code, then the password, to their rules."""
        data: dict[str, Any] = super().clean() or {}
        if not {"username", "code", "password1", "password2"} <= data.keys():
            return data
        try:
            person: Person = find_person(data["username"], data["code"])
        except CodeRefused as refused:
            words = refused.english if speaks_english() else refused.chinese
            raise ValidationError(words) from None
        if data["password1"] != data["password2"]:
            self.add_error("password2", say("两次输入不一样", "The two differ"))
        try:
            validate_password(data["password1"], person)
        except ValidationError as wrong:
            self.add_error("password1", wrong)
        return data
