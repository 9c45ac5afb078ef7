"""Organs, divisions, people, posts: fields and constraints."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from gongkai.core.organs.roles import Role
from gongkai.look.words import say

CODE = RegexValidator(
    r"^[a-z][a-z0-9-]{1,39}$",
    say(
        "代码由小写字母、数字、连字符组成，以字母开头，2 至 40 个字符",
        "A code is 2 to 40 lower-case letters, digits and hyphens, a letter first",
    ),
)


class OrganKind(models.TextChoices):
    """What kind of organ it is: it fixes who reconsiders its decisions (行政复议法第二十四条)."""

    DEPARTMENT = "department", say("政府工作部门", "Department of a government")
    VERTICAL = "vertical", say("垂直领导机关", "Vertical organ")
    GOVERNMENT = "government", say("人民政府", "Government")
    PROVINCE = "province", say("省级人民政府", "Provincial government")
    MINISTRY = "ministry", say("国务院部门", "Ministry")


class Organ(models.Model):
    """A body that has duties of openness of its own (条例第四条)."""

    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=20, help_text="文号代字，如 清政服")
    kind = models.CharField(max_length=12, choices=OrganKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # Codes of the organ and of all above it, "/qinghe/qinghe-culture/": a subtree is a prefix.
    path = models.CharField(max_length=400, unique=True, editable=False)
    region = models.CharField(max_length=6, blank=True, help_text="行政区划代码，如 640000")
    uscc = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    office_hours = models.CharField(max_length=100, blank=True)
    office = models.CharField(max_length=100, blank=True, help_text="政府信息公开工作机构")
    court = models.CharField(max_length=100, blank=True, help_text="有管辖权的人民法院")
    channels = models.JSONField(default=list, help_text="指南中公布的申请渠道")
    guide_updated = models.DateField(null=True, blank=True)
    second_factor = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def contacts(self) -> tuple[str, ...]:
        """How the organ is reached: what it publishes of itself (条例第十二条), and no personal data."""
        return tuple(filter(None, (self.phone, self.fax, self.email, self.address)))


class Division(models.Model):
    """A division within an organ (内设机构)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="divisions")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["organ", "name"]
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="division_once")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Makes people."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Person:
        """Create somebody; without a password they cannot sign in."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in: staff by a post, a citizen without one.

    There is no superuser: what anybody may do follows from their posts (`rules` of each app).
    """

    username = models.CharField(
        say("用户名", "User name"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[\w.@+-]{2,60}$",
                say("2 至 60 个字母、数字或 @ . + - _", "2 to 60 letters, digits or @ . + - _"),
            )
        ],
    )
    name = models.CharField(say("姓名", "Name"), max_length=60, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        """Return the name, or the user name where there is none."""
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name, as libraries ask for it."""
        return str(self)


class Post(models.Model):
    """A role that a person holds in an organ, between two days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organ", "person", "role"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organ", "role", "since"], name="post_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="post_dates"
            ),
        ]

    def __str__(self) -> str:
        """Return who is what where."""
        return f"{self.person} · {self.organ} · {self.get_role_display()}"
