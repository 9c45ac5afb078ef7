"""Where each face begins."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("gongkai.core.accounts.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("look/", include("gongkai.look.urls")),
    path("", include("gongkai.portal.urls")),
]
handler400 = "gongkai.look.views.bad_request"
handler403 = "gongkai.look.views.forbidden"
handler404 = "gongkai.look.views.not_found"
handler500 = "gongkai.look.views.server_error"
