"""What Django answers itself: forms, leaving, and two small files. Pages come from the front."""

from django.urls import URLPattern, path, re_path

from wegwijzer.site import views

urlpatterns: list[URLPattern] = [
    path("weg", views.leave),
    path("api/v1/find", views.find_data),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security_txt),
    re_path(r"^(?:(?P<language>[a-z]{2})/)?zoeken/?$", views.find),
    re_path(r"^(?:(?P<language>[a-z]{2})/)?code/?$", views.enter_code),
    re_path(r"^.*$", views.page),
]
handler400 = views.bad_request
handler404 = views.not_found
handler500 = views.went_wrong
