"""Addresses of people at work, under /werk/. Of django-allauth only these views are open, not signing up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.urls import URLPattern, path

from wegwijzer.accounts.views import colleagues, own

urlpatterns: list[URLPattern] = [
    path("", own.start, name="start"),
    path("inloggen/", own.LogIn.as_view(), name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("geblokkeerd/", account.account_inactive, name="account_inactive"),
    path("tweede-stap/", mfa.authenticate, name="mfa_authenticate"),
    path("met-passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("via/<slug:provider_id>/", sign_on.login, name="openid_connect_login"),
    path("via/<slug:provider_id>/terug/", sign_on.callback, name="openid_connect_callback"),
    path("uitnodiging/<str:token>/", own.accept, name="accept"),
    path("organisatie-kiezen/", own.choose_hat, name="hats"),
    path("ontgrendelen/", own.unlock, name="unlock"),
    path("nog-eens/", account.reauthenticate, name="account_reauthenticate"),
    path("nog-eens/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("nog-eens/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("beveiliging/", mfa.index, name="mfa_index"),
    path("beveiliging/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("beveiliging/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("beveiliging/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "beveiliging/codes/nieuw/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("beveiliging/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("beveiliging/passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("beveiliging/passkeys/<int:pk>/weg/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/", own.account, name="own_account"),
    path("account/wachtwoord/", own.change_password, name="change_password"),
    path("account/apparaten/", own.forget_devices, name="forget_devices"),
    path("collegas/", colleagues.colleagues, name="colleagues"),
    path("collegas/uitnodiging/<uuid:invitation>/intrekken/", colleagues.withdraw, name="withdraw"),
    path("collegas/<uuid:membership>/", colleagues.colleague, name="colleague"),
    path("collegas/<uuid:membership>/toelaten/", colleagues.admit, name="admit"),
    path("collegas/<uuid:membership>/afscheid/", colleagues.dismiss, name="dismiss"),
    path("collegas/<uuid:membership>/blokkeren/", colleagues.lock_out, name="lock_out"),
    path("collegas/<uuid:membership>/opnieuw/", colleagues.start_anew, name="start_anew"),
    path("sleutel/eerste/", colleagues.first_key, name="first_key"),
    path("sleutel/vernieuwen/", colleagues.renew, name="renew"),
    path("sleutel/herstelkaarten/", colleagues.kits, name="kits"),
    path("sleutel/herstellen/", colleagues.recover, name="recover"),
    path("logboek/", colleagues.ledger, name="ledger"),
    path("organisaties/", colleagues.organisations, name="organisations"),
    path("organisaties/<uuid:organisation>/uitnodigen/", colleagues.invite_again, name="invite_again"),
]
