"""Requests for disclosure (依申请公开), from form to archive."""
