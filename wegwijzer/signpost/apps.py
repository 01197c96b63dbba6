from django.apps import AppConfig


class SignpostConfig(AppConfig):
    name = "wegwijzer.signpost"
    label = "signpost"
