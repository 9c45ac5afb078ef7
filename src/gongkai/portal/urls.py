"""Where each public page is."""

from django.urls import URLPattern, URLResolver, path

from gongkai.portal import asking, checking, deadline, mine, pages, status

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.organs, name="organs"),
    path("deadline/", deadline.deadline, name="deadline"),
    path("mine/", mine.mine, name="mine"),
    path("mine/<uuid:key>/", mine.open_mine, name="open-mine"),
    path("check/example/", checking.check_example, name="check-example"),
    path("check/", checking.check, name="check"),
    path("o/<slug:code>/", pages.home, name="home"),
    path("o/<slug:code>/search/", pages.search, name="search"),
    path("o/<slug:code>/guide/", pages.guide, name="guide"),
    path("o/<slug:code>/choose/", pages.choose, name="choose"),
    path("o/<slug:code>/ask/", asking.ask, name="ask"),
    path("o/<slug:code>/receipt/", asking.receipt, name="receipt"),
    path("o/<slug:code>/status/", status.status, name="status"),
    path("o/<slug:code>/progress/", status.progress, name="progress"),
    path("o/<slug:code>/paper/<slug:sha256>/", status.paper, name="paper"),
    path("o/<slug:code>/published/<slug:number>/", pages.published, name="published"),
]
