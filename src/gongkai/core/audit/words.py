"""What the lines of the trail say, in words: a line keeps short English names alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.core.organs.models import OrganKind
from gongkai.core.organs.roles import Role
from gongkai.look.words import say

READS = {
    "register": say("上传的登记簿", "An uploaded register"),
    "applicant": say("申请人的个人信息", "The applicant's particulars"),
    "file": say("案件的文件", "A file of the case"),
    "letter": say("文书", "A letter"),
    "reply": say("答复", "The reply"),
    "export": say("导出", "An export"),
    "organ changed": say("修改机关信息", "Changed the organ's particulars"),
}
CHANGES = {
    "person-created": say("新建人员", "Made somebody"),
    "post-given": say("任命", "Gave a post"),
    "post-ended": say("结束任职", "Ended a post"),
    "code-issued": say("发放一次性代码", "Issued a one-time code"),
    "password-set-by-code": say("凭一次性代码设置密码", "Set a password by a one-time code"),
    "second-factor-reset": say("重置动态码", "Reset the second factor"),
    "person-deactivated": say("停用账号", "Deactivated an account"),
    "person-reactivated": say("恢复账号", "Reactivated an account"),
    "organ-created": say("新建机关", "Made an organ"),
    "organ-changed": say("修改机关", "Changed an organ"),
    "organ-guide-changed": say("更新公开指南", "Brought the guide up to date"),
    "organ-moved": say("移动机关", "Moved an organ"),
    "organ-deactivated": say("停用机关", "Deactivated an organ"),
    "organ-reactivated": say("恢复机关", "Reactivated an organ"),
    "register-taken-over": say("转入原登记簿", "Took an earlier register over"),
    "particulars-erased": say("删除个人信息", "Erased particulars"),
    "digest-sent": say("发送简报", "Sent the digest"),
    "division-added": say("增加内设机构", "Added a division"),
    "division-renamed": say("内设机构改名", "Renamed a division"),
    "division-removed": say("删除内设机构", "Removed a division"),
}
FACTS = {
    "file": say("文件", "file"),
    "rows": say("件数", "requests"),
    "why": say("理由", "reason"),
    "archived": say("归档", "archived"),
    "particulars": say("个人信息（份）", "particulars"),
    "files": say("文件（个）", "files"),
    "username": say("用户名", "user name"),
    "role": say("角色", "role"),
    "since": say("自", "since"),
    "parent": say("上级机关", "organ above"),
    "parents": say("上级机关", "organ above"),
    "names": say("名称", "name"),
    "name": say("名称", "name"),
    "short_name": say("文号代字", "short name"),
    "kind": say("种类", "kind"),
    "region": say("行政区划代码", "region"),
    "uscc": say("统一社会信用代码", "credit code"),
    "second_factor": say("要求动态码", "second factor demanded"),
    "office": say("公开工作机构", "disclosure office"),
    "address": say("地址", "address"),
    "postcode": say("邮编", "postcode"),
    "office_hours": say("办公时间", "hours"),
    "phone": say("电话", "telephone"),
    "fax": say("传真", "fax"),
    "email": say("电子邮箱", "e-mail"),
    "court": say("人民法院", "court"),
    "channels": say("申请渠道", "channels"),
}
_LABELS = {"role": dict(Role.choices), "kind": dict(OrganKind.choices)}
_FLAGS = {True: say("是", "yes"), False: say("否", "no")}


def tell_what(what: str) -> str:
    """Return what was read or changed; a name that nobody put into words as it stands."""
    return str(READS.get(what) or CHANGES.get(what) or what)


def tell_subject(subject: str, body: Mapping[str, Any]) -> str:
    """Return whom or what a change was made to, by the name it had then."""
    named = body.get("organ_name") if subject.startswith("organ:") else body.get("name")
    return str(named or subject)


def tell_facts(subject: str, body: Mapping[str, Any]) -> str:
    """Return the facts of a change, each with its name; what was and what is with an arrow between."""
    facts = {**body, **body.get("changed", {})}
    # The subject says these.
    for said in ("changed", "organ_name", *(() if subject.startswith("organ:") else ("name",))):
        facts.pop(said, None)
    order = [*FACTS, *sorted(facts.keys() - FACTS.keys())]
    told = (
        f"{FACTS.get(name, name)} {_tell_value(name, facts[name])}"
        for name in order
        if name in facts
    )
    return str(say("；", "; ")).join(told)


def _tell_value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return " → ".join(_tell_value(name, each) for each in value)
    if isinstance(value, bool):
        return str(_FLAGS[value])
    return str(_LABELS.get(name, {}).get(value, value)) or "—"
