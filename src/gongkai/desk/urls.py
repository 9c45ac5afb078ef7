"""Where each page of the desk is."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk import (
    access,
    audit,
    case,
    intake,
    letters,
    organ,
    people,
    remedies,
    statistics,
    supervision,
    takeover,
    work,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", work.work, name="work"),
    path("organ/", access.choose_organ, name="organ"),
    path("columns/", work.choose_columns, name="columns"),
    path("assign/", work.assign_bulk, name="assign"),
    path("export.<kind>", work.export, name="export"),
    path("calendar/<token>.ics", work.calendar, name="calendar"),
    path("register/", intake.register, name="register"),
    path("takeover/", takeover.takeover, name="takeover"),
    path("takeover/template.xlsx", takeover.template, name="takeover-template"),
    path("takeover/faults.xlsx", takeover.faults, name="takeover-faults"),
    path("case/<uuid:key>/", case.case, name="case"),
    path("case/<uuid:key>/particulars/", case.particulars, name="particulars"),
    path("case/<uuid:key>/prove/", case.prove, name="prove"),
    path("case/<uuid:key>/act/<slug:kind>/", case.act, name="act"),
    path("case/<uuid:key>/letter/", letters.letter, name="letter"),
    path("case/<uuid:key>/reply/", letters.reply, name="reply"),
    path("case/<uuid:key>/file/<slug:sha256>/", letters.file, name="file"),
    path("templates/", letters.templates, name="templates"),
    path("templates/<slug:kind>/", letters.template, name="template"),
    path("remedies/", remedies.remedies, name="remedies"),
    path("remedies/open/", remedies.open_new, name="remedy-open"),
    path("remedies/table4/", remedies.table4, name="table4"),
    path("remedies/<uuid:key>/", remedies.remedy, name="remedy"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.export_statistics, name="export-statistics"),
    path("supervision/", supervision.supervision, name="supervision"),
    path("supervision/<slug:code>/", supervision.supervised, name="supervised"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.export_audit, name="export-audit"),
    path("organ-page/", organ.organ_page, name="organ-page"),
    path("people/", people.people, name="people"),
    path("people/end/<int:key>/", people.end, name="end-post"),
]
