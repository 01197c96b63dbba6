"""What Django answers itself: forms, leaving, and two small files. Pages come from the front."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from wegwijzer.site import views
from wegwijzer.site.api import answering

urlpatterns: list[URLPattern | URLResolver] = [
    path("weg", views.leave),
    re_path(r"^api/v1(?:/[\s\S]*)?\Z", answering.answer),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security_txt),
    re_path(r"^(?:(?P<language>[a-z]{2})/)?zoeken/?$", views.find),
    re_path(r"^(?:(?P<language>[a-z]{2})/)?code/?$", views.enter_code),
    re_path(r"^(?:(?P<language>[a-z]{2})/)?w/(?P<code>[0-9A-Za-z-]{1,40})/school/?$", views.find_school),
    path("werk/", include("wegwijzer.accounts.urls")),
    re_path(r"^werk(?:/.*)?$", views.not_at_work),
    re_path(r"^.*$", views.page),
]
handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.went_wrong
