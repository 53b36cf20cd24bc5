"""The mails that other services ask for: what they say. Their look comes with the templates of the provider."""

from messaging.domain.newsletter import NEWSLETTER_CONFIRMATION, WORDINGS, current_wording

LINK_MARK = "[einmaliger Link]"
"""Stands in what is kept for a link that is good once: the link itself is in the mail alone."""

_CHOOSE_DE = (
    "Bitte öffnen Sie diesen Link und wählen Sie ein Passwort:\n\n{link}\n\n"
    "Der Link gilt eine halbe Stunde und nur einmal. Ist er abgelaufen, bekommen Sie auf der Anmeldeseite "
    "unter „Passwort vergessen“ einen neuen.\n"
)
_CHOOSE_EN = (
    "Please open this link and choose a password:\n\n{link}\n\n"
    "The link is good for half an hour, and only once. If it has run out, you get another one on the "
    "login page under “Forgot password”.\n"
)

TEMPLATES: dict[str, dict[str, tuple[str, str]]] = {
    "invitation": {
        "de": (
            "Ihr Zugang zu Stammkunde",
            "Guten Tag,\n\nfür Sie wurde ein Zugang eingerichtet. " + _CHOOSE_DE,
        ),
        "en": ("Your account", "Hello,\n\nan account was set up for you. " + _CHOOSE_EN),
    },
    "portal_invitation": {
        "de": (
            "Ihr Zugang zum Kundenportal",
            "Guten Tag,\n\nim Kundenportal sehen Sie Ihre Daten, Buchungen und Rechnungen. " + _CHOOSE_DE,
        ),
        "en": (
            "Your access to the customer portal",
            "Hello,\n\nin the customer portal you see your data, bookings and invoices. " + _CHOOSE_EN,
        ),
    },
    "password_reset": {
        "de": (
            "Neues Passwort wählen",
            "Guten Tag,\n\nfür Ihren Zugang wurde ein neues Passwort angefordert. "
            + _CHOOSE_DE
            + "\nHaben Sie das nicht angefordert, dann brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.\n",
        ),
        "en": (
            "Choose a new password",
            "Hello,\n\na new password was asked for. "
            + _CHOOSE_EN
            + "\nIf it was not you who asked, there is nothing to do: your password stays as it is.\n",
        ),
    },
    "password_changed": {
        "de": (
            "Ihr Passwort wurde geändert",
            "Guten Tag,\n\ndas Passwort Ihres Zugangs wurde eben geändert, und alle Anmeldungen damit sind beendet.\n\n"
            "Waren Sie das nicht, dann wählen Sie bitte gleich auf der Anmeldeseite unter „Passwort vergessen“ ein "
            "neues und geben Sie uns Bescheid.\n",
        ),
        "en": (
            "Your password was changed",
            "Hello,\n\nthe password of your account has just been changed, and all its sessions have ended.\n\n"
            "If that was not you, please choose a new one under “Forgot password” on the login page, and tell us.\n",
        ),
    },
    NEWSLETTER_CONFIRMATION: {
        "de": (
            "Bitte bestätigen: unser Newsletter",
            "Guten Tag,\n\nfür diese Adresse wurde unser Newsletter bestellt. Möchten Sie ihn bekommen, dann öffnen "
            "Sie bitte diesen Link und bestätigen Sie dort:\n\n{link}\n\nSie erklären damit:\n"
            f"„{WORDINGS[current_wording('de')]}“\n\n"
            "Der Link gilt 30 Tage. Möchten Sie keinen Newsletter, dann brauchen Sie nichts zu tun: Ohne Ihre "
            "Bestätigung bekommen Sie keinen.\n",
        ),
        "en": (
            "Please confirm: our newsletter",
            "Hello,\n\nour newsletter was ordered for this address. If you want to get it, please open this link and "
            "confirm there:\n\n{link}\n\nBy doing so you declare:\n"
            f"“{WORDINGS[current_wording('en')]}”\n\n"
            "The link is good for 30 days. If you want no newsletter, there is nothing to do: without your "
            "confirmation you get none.\n",
        ),
    },
}
"""By name and language: the subject, and the text with `{link}` where it carries one."""


def written(template: str, language: str | None) -> tuple[str, str]:
    """Subject and text as they are kept. Raises KeyError for a template that there is none of."""
    texts = TEMPLATES[template]
    subject, text = texts.get(language or "de", texts["de"])
    return subject, text.replace("{link}", LINK_MARK)


def with_link(text: str, link: str | None) -> str:
    """The text as it goes out."""
    return text.replace(LINK_MARK, link) if link else text
