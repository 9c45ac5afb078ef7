"""What is said of passwords, on every page where one is chosen."""

from gongkai.look.words import say

PASSWORD_RULES = say(
    "至少 12 个字符；不能全是数字，不能是常见的密码，不能与用户名、姓名相近。可以是一句话",
    "At least 12 characters; not digits alone, not a common password, not like your user name or "
    "name. It may be a sentence",
)
