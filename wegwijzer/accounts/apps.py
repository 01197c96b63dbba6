from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wegwijzer.accounts"
    default_auto_field = "django.db.models.BigAutoField"
