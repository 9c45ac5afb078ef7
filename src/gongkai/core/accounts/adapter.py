"""What allauth asks of us: who may sign up, where one goes, what is said, how secrets are kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from gongkai.core.accounts.address import find_address
from gongkai.core.accounts.rules import find_current_posts
from gongkai.core.accounts.second_factor import demands_second_factor
from gongkai.core.organs.models import Person
from gongkai.core.sealing import seal_text, unseal_text
from gongkai.look.words import say

TOO_MANY = say(
    "尝试次数太多。请稍候几分钟再试", "Too many attempts. Wait a few minutes and try again"
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts: staff are made by administrators; citizens sign up themselves where that is on."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": say("这个账号已经停用", "This account is deactivated"),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "username_password_mismatch": say(
            "用户名或者密码不对。请核对大小写",
            "The user name or the password is wrong. Check upper and lower case",
        ),
        "incorrect_password": say("密码不对", "The password is wrong"),
        "enter_current_password": say("现在的密码不对", "The present password is wrong"),
        "username_taken": say(
            "这个用户名已经有人使用，请换一个", "This user name is taken; choose another"
        ),
        "username_blacklisted": say("这个用户名不能使用", "This user name cannot be used"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether citizens may sign up."""
        return bool(settings.SIGNUP)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the desk for staff, the first page for everybody else."""
        person = request.user
        if isinstance(person, Person) and find_current_posts(person):
            return "/desk/"
        return "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Return where one goes after signing in."""
        return self.get_login_redirect_url(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address, by the rule that the lock-out goes by."""
        return find_address(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages themselves tell what happened."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: secrets sealed at rest, the picture drawn without a further library."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": say(
            "动态码不对。请等验证器换出下一个再试；手机时间不准也会这样",
            "The code is wrong. Wait for the next one; a telephone whose clock is off does this too",
        ),
        "cannot_delete_authenticator": say(
            "您所在的机关要求使用动态码，不能停用。换手机的，请管理员重置",
            "Your organ demands the second factor; it cannot be turned off. For a new telephone, ask "
            "the administrator to reset it",
        ),
        "cannot_generate_recovery_codes": say(
            "先启用动态码，才有备用码", "Turn the second factor on first"
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the name under which an authenticator lists us."""
        return "Gongkai 公开"

    def get_totp_label(self, user: Any) -> str:
        """Return the user name."""
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code, dark on white whatever the page's colours."""
        out = BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, light="#fff")
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return seal_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it is. Raises SealBroken."""
        return unseal_text(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Whether nobody demands it."""
        return not demands_second_factor(authenticator.user)
