"""Who read whose personal data, when and why (个人信息保护法第五十一条)."""
