"""The commands of whoever runs an office: `init`, `verify`, `rebuild`, `keys`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click


def set_up() -> None:
    """Make Django ready; what is wrong with the settings is said in one line."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option("--organ", prompt="机关名称 / name of the organ", help="机关名称 / name of the organ")
@click.option("--code", prompt="机关代码，如 qinghe-service / its code", help="机关代码 / its code")
@click.option(
    "--short-name", prompt="文号代字，如 清政服 / its short name", help="文号代字 / short name"
)
@click.option(
    "--username", prompt="管理员用户名 / administrator", help="管理员用户名 / administrator"
)
@click.option("--name", prompt="管理员姓名 / their name", help="管理员姓名 / their name")
def init(*, organ: str, code: str, short_name: str, username: str, name: str) -> None:
    """建立数据库、第一个机关和第一名系统管理员。

    Makes the database, the first organ and its first administrator, with a one-time code by which
    they set their password. Run again, it changes nothing that is there.
    """
    set_up()
    from django.core.exceptions import ValidationError
    from django.core.management import call_command

    from gongkai.core.accounts.codes import issue_code
    from gongkai.core.organs.models import Organ, OrganKind, Person, Post
    from gongkai.core.organs.roles import Role
    from gongkai.core.organs.tree import place_organ
    from gongkai.core.today import today

    call_command("migrate", verbosity=0)
    if Post.objects.filter(role=Role.ADMINISTRATOR).exists():
        click.echo(
            "已有系统管理员，没有改动 / there is an administrator already; nothing was changed"
        )
        return
    made = Organ(code=code, name=organ, short_name=short_name, kind=OrganKind.DEPARTMENT)
    made.channels = ["counter", "post", "online"]
    person = Person(username=username, name=name)
    person.set_unusable_password()
    try:
        made.path = f"/{code}/"
        made.full_clean()
        person.full_clean(exclude=["password"])
    except ValidationError as error:
        raise click.ClickException("；".join(error.messages)) from None
    place_organ(made, None)
    person.save()
    Post.objects.create(person=person, organ=made, role=Role.ADMINISTRATOR, since=today())
    issued = issue_code(person)
    click.echo(f"一次性代码 / one-time code: {issued.code}")
    click.echo("在登录页用它设置密码 / use it on the sign-in page to set a password")


@click.command()
@click.option(
    "--files",
    "with_files",
    is_flag=True,
    help="并验证文件，清除中断的存储留下的残余 / files too; sweep what a storing cut off left",
)
@click.option(
    "--heads",
    type=click.Path(path_type=Path),
    help="并把各案件记录的末端写入新文件 / write how far each log reaches to a new file",
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="并与以前写出的末端比对 / compare with heads written earlier",
)
def verify(*, with_files: bool, heads: Path | None, against: Path | None) -> None:
    """验证每个案件的记录链、个人信息和列表数据。

    Proves chains, particulars and projections of all cases; against heads of an earlier day, that no log
    was cut off or rewritten since. Exit status: 0 all hold, 1 flaws, 2 a file that is no anchor, or is
    there already.
    """
    set_up()
    from gongkai.core.caselog.proof import verify as prove

    known = None if against is None else _check_anchor(against)
    if heads is not None and heads.exists():
        _refuse(
            f"{heads}：文件已存在，锚文件不覆盖 / the file exists, and an anchor is not overwritten"
        )
    held, flaws = _count(prove())
    click.echo(f"{held} 件相符，{flaws} 处不符 / {held} cases hold, {flaws} flaws")
    if with_files:
        flaws += _verify_files()
    if against is not None and known is not None:
        flaws += _compare(against, known)
    if heads is not None:
        _write_heads(heads)
    sys.exit(1 if flaws else 0)


def _count(steps: Iterator[Any]) -> tuple[int, int]:
    """Print each flaw; return how many cases hold, and how many flaws there are."""
    from gongkai.core.caselog.proof import Flaw

    held, flaws = 0, 0
    for each in _watch(steps):
        if isinstance(each, Flaw):
            flaws += 1
            place = "" if each.sequence is None else f" №{each.sequence}"
            click.echo(f"{each.case}{place}：{each.chinese} / {each.english}")
        else:
            held += 1
    return held, flaws


def _check_anchor(path: Path) -> Any:
    from gongkai.core.caselog.anchor import NotAnchor, check_anchor

    try:
        with path.open("rb") as file:
            return check_anchor(file)
    except NotAnchor as refusal:
        return _refuse(f"{path}：{refusal.chinese} / {refusal.english}")


def _compare(path: Path, known: Any) -> int:
    """Compare with the heads of a file; return the number of flaws."""
    from gongkai.core.caselog.anchor import compare_anchor

    with path.open("rb") as file:
        held, flaws = _count(compare_anchor(file))
    click.echo(
        f"与 {known.moment} 的锚文件比对：{held} 件相符，{flaws} 件不符 / "
        f"against the heads of {known.moment}: {held} cases hold, {flaws} do not"
    )
    click.echo(f"SM3 {known.sm3} {known.moment}")  # to be laid beside what was written on paper
    return flaws


def _write_heads(path: Path) -> None:
    from gongkai.core.caselog.anchor import write_anchor

    try:
        with path.open("xb") as file:
            anchor = write_anchor(file)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _refuse(f"{path}：不能写入 / cannot be written: {error.strerror}")
    click.echo(f"{anchor.cases} 件的末端已写入 / heads of {anchor.cases} cases written: {path}")
    click.echo(f"SM3 {anchor.sm3} {anchor.moment}")


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(2)


def _verify_files() -> int:
    """Prove the files and sweep; return the number of flaws."""
    from gongkai.core.files.proof import sweep_files, verify_files

    held, flaws = 0, 0
    for each in _watch(verify_files()):
        if isinstance(each, int):
            held += 1
        else:
            flaws += 1
            click.echo(f"{each[0]}：{each[1]} / {each[2]}")
    click.echo(f"{held} 个文件相符，{flaws} 处不符 / {held} files hold, {flaws} flaws")
    if swept := sweep_files():
        click.echo(f"清除残余 {swept} 个 / {swept} leftovers swept")
    return flaws


@click.command()
def rebuild() -> None:
    """由案件记录重建列表数据。

    Makes the projections anew from the logs.
    """
    set_up()
    from gongkai.core.caselog.proof import rebuild as make_anew

    done = sum(1 for _ in _watch(make_anew()))
    click.echo(f"已重建 {done} 件 / {done} cases rebuilt")


@click.group()
def keys() -> None:
    """个人信息的密钥 / Keys of personal data."""


@keys.command()
def new() -> None:
    """生成一个新密钥 / Print a new key."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


@keys.command()
def rotate() -> None:
    """用最前面的密钥重新密封全部个人信息和文件。

    Seals all particulars and files under the first key; older keys may go afterwards.
    """
    set_up()
    from gongkai.core.accounts.second_factor import reseal_secrets
    from gongkai.core.caselog.proof import rotate_keys
    from gongkai.core.files.storage import reseal_files
    from gongkai.core.sealing import SealBroken

    try:
        done = max(rotate_keys(), default=0)
        files = reseal_files()
        reseal_secrets()
    except SealBroken as broken:
        raise click.ClickException(str(broken)) from None
    click.echo(f"已重新密封 {done} 份个人信息、{files} 个文件 / {done} particulars, {files} files")


def _watch(steps: Iterator[Any]) -> Iterator[Any]:
    """Pass on what comes, and count it on a terminal."""
    shown = sys.stderr.isatty()
    for number, each in enumerate(steps, start=1):
        if shown and number % 100 == 0:
            click.echo(f"\r{number}", nl=False, err=True)
        yield each
    if shown:
        click.echo("\r", nl=False, err=True)
