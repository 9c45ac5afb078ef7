"""What lists need of requests: projections of their logs, and what organs set for their letters.

Every column of Request follows from the log (`domain.projection`); none is written elsewhere.
"""

from __future__ import annotations

from django.db import models

from gongkai.core.caselog.models import Case
from gongkai.core.organs.models import Division, Organ, Person
from gongkai.look.words import say


class ApplicantClass(models.TextChoices):
    """The six columns of table 3."""

    NATURAL_PERSON = "natural_person", say("自然人", "Natural person")
    COMPANY = "company", say("商业企业", "Company")
    RESEARCH_BODY = "research_body", say("科研机构", "Research body")
    SOCIAL_WELFARE_BODY = "social_welfare_body", say("社会公益组织", "Social welfare body")
    LEGAL_SERVICE_BODY = "legal_service_body", say("法律服务机构", "Legal service body")
    OTHER = "other", say("其他", "Other")


class Request(models.Model):
    """A request as lists show it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="request")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="requests")
    number = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    channel = models.CharField(max_length=10)
    applicant_class = models.CharField(max_length=20, choices=ApplicantClass)
    applicant_index = models.CharField(max_length=32, blank=True)
    incoming = models.CharField(max_length=40, blank=True)
    filed = models.DateField()
    received = models.DateField(null=True)
    due = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    waiting_until = models.DateField(null=True)
    step = models.CharField(max_length=10)
    awaits_legal = models.BooleanField(default=False)
    awaits_secrecy = models.BooleanField(default=False)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="handled")
    division = models.ForeignKey(Division, models.PROTECT, null=True)
    outcome = models.CharField(max_length=40, blank=True)
    closed = models.DateField(null=True)
    withdrawn = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    working_days = models.PositiveIntegerField(null=True)
    converted = models.DateField(null=True)
    seen = models.PositiveIntegerField()

    class Meta:
        ordering = ["-received", "-number"]
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="request_number")]
        indexes = [
            models.Index(fields=["organ", "closed", "due"]),
            models.Index(fields=["organ", "step", "due"]),
            models.Index(fields=["organ", "received"]),
            models.Index(fields=["organ", "-filed", "-number"]),
            models.Index(fields=["applicant_index"]),
            models.Index(fields=["handler", "step"]),
        ]

    def __str__(self) -> str:
        """Return the number and the subject."""
        return f"{self.number} {self.subject}"


class Consultation(models.Model):
    """Somebody consulted in a request: sent, delivered, answered, or silent."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="consultations")
    kind = models.CharField(max_length=20)
    party = models.CharField(max_length=100)
    sent = models.DateField()
    delivered = models.DateField(null=True)
    answered = models.DateField(null=True)
    expires = models.DateField(null=True)

    class Meta:
        ordering = ["sent", "pk"]

    def __str__(self) -> str:
        """Return who was asked when."""
        return f"{self.party} {self.sent}"


class Receipt(models.Model):
    """The secret by which an applicant follows a request; only its hash is kept."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="receipt")
    secret = models.CharField(max_length=128)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="requests")

    def __str__(self) -> str:
        """Return whose receipt it is, and nothing of the secret."""
        return f"receipt of {self.case_id}"


class Filing(models.Model):
    """One press of a button on the portal: pressed twice, it files once."""

    key = models.CharField(max_length=64, unique=True)
    case = models.ForeignKey(Case, models.PROTECT)

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class GuideVersion(models.Model):
    """The guide as it stood from a day on: every time it was looked over (条例第十二条)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="guide_versions")
    number = models.PositiveIntegerField()
    day = models.DateField()
    values = models.JSONField()
    person = models.ForeignKey(Person, models.PROTECT, null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="guide_version")]

    def __str__(self) -> str:
        """Return whose guide in which version."""
        return f"{self.organ} {self.number}"


class CalendarFeed(models.Model):
    """The address under which a person's calendar reads an organ's due days, until they renew it."""

    person = models.ForeignKey(Person, models.CASCADE)
    organ = models.ForeignKey(Organ, models.CASCADE)
    key = models.CharField(max_length=43, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "organ"], name="feed_once")]

    def __str__(self) -> str:
        """Return whose feed it is, and nothing of its address."""
        return f"{self.person} {self.organ}"


class LetterTemplate(models.Model):
    """An organ's own wording of a letter, in versions; the latest stands over the shipped one."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, models.PROTECT)

    class Meta:
        ordering = ["organ", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "version"], name="template_version")
        ]

    def __str__(self) -> str:
        """Return which template in which version."""
        return f"{self.organ} {self.kind} {self.version}"
