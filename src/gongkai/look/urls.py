"""The switches of the look."""

from django.urls import path
from django.views.i18n import set_language

from gongkai.look.views import set_look

app_name = "look"
urlpatterns = [path("set/", set_look, name="set"), path("language/", set_language, name="language")]
