"""What a list of sessions says about a browser: "Firefox unter Windows", never the whole User-Agent."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""In this order: an Android says Linux, too, and every browser but Firefox says Safari."""


def client_of(user_agent: str | None) -> str:
    """Browser and system, as far as they are known; empty when neither is."""
    text = (user_agent or "")[:500]
    browser = next((name for sign, name in _BROWSERS if f"{sign}/" in text), "")
    system = next((name for sign, name in _SYSTEMS if sign in text), "")
    return f"{browser} unter {system}" if browser and system else browser or system
