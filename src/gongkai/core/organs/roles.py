"""The roles a post may carry. What each may do stands in the `rules` of each working app."""

from __future__ import annotations

from django.db import models

from gongkai.look.words import say


class Role(models.TextChoices):
    """A role in the openness work of one organ."""

    REGISTRAR = "registrar", say("登记", "Registrar")
    HANDLER = "handler", say("承办", "Handler")
    LEGAL_REVIEWER = "legal_reviewer", say("法制审核", "Legal reviewer")
    SECRECY_REVIEWER = "secrecy_reviewer", say("保密审查", "Secrecy reviewer")
    OFFICE_HEAD = "office_head", say("公开工作机构负责人", "Head of the disclosure office")
    LEADER = "leader", say("分管领导", "Leader")
    AUDITOR = "auditor", say("审计", "Auditor")
    ADMINISTRATOR = "administrator", say("系统管理", "System administrator")
    SUPERVISOR = "supervisor", say("监督下级机关", "Supervisor of subordinate organs")
