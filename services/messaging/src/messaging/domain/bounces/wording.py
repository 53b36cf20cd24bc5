"""What mail servers say, and what they mean by it.

Grouped by meaning, first match wins: the more specific complaint stands before the more general one.
All patterns are matched against lower-case text with single spaces.
"""
# ruff: noqa: E501 - patterns stay in one piece

import re

from messaging.domain.bounce import BounceReason

_WHO = r"(?:user|recipient|mailbox|mail box|address|account|addressee|alias|inbox|local ?part|e-?mail(?: address)?)"

# What passes: a name server that was silent or failed is no statement about the domain.
_PASSING = r"host not found, try again|(?:deferred|temporary)[^.;]{0,60}(?:name server|lookup)|host name lookup failure|dns error:|servfail"

_RULES: tuple[tuple[BounceReason, tuple[str, ...]], ...] = (
    (
        BounceReason.MAILBOX_FULL,
        (
            r"(?:mailbox|mail ?box|inbox|maildir|mailfolder|mail folder|account|user|recipient|storage|spool)[^.;]{0,60}\b(?:is |are |was )?(?:full|over ?quota|overdrawn)\b",
            r"\bover (?:the |its |his |their )?(?:allowed |storage |disk |maximum |mailbox )?quota\b|\boverquota\b|\bquota ?(?:exceed|violation|limit|is full)",
            r"exceed(?:s|ed|ing)?(?: the| its| their| his| for| allocated| storage| disk| mailbox| recipient'?s?| user'?s?){0,4} quota",
            r"\bquota (?:has been |was )?(?:exceeded|reached|full)|disk quota|quota not available|diskspace quota",
            r"(?:not enough|insufficient|no|out of|lacks?) (?:disk |storage |mailbox |mail |system |free )*(?:space|storage)\b",
            r"mailbox (?:size |storage )?(?:limit |size )?(?:has been |is )?(?:exceeded|exceeds)|mailbox_?full|too much mail data",
            r"mailbox exceed|(?:mailbox|storage) (?:quota|allocation|allotment)|exceeded? (?:its|the|his|their) (?:mailbox|storage)",
            r"(?:postfach|mailbox|speicherplatz)[^.]{0,40}(?:voll|überschritten|erschöpft)|容量|満杯|bo[iî]te[^.]{0,30}pleine",
        ),
    ),
    (
        BounceReason.TOO_LARGE,
        (
            r"message (?:size |file |length )?(?:is )?(?:too (?:big|large|long)|exceed)|(?:mail|message|size)[^.;]{0,30}too (?:big|large)",
            r"exceeds? (?:the )?(?:maximum|fixed maximum|allowed|administrative|size|limit)[^.;]{0,30}(?:message|size|limit)",
            r"(?:max(?:imum)?|allowed) message (?:size|length)|message size (?:limit|restriction)|size (?:limit )?(?:exceeds|exceeded)",
        ),
    ),
    (
        BounceReason.SPAM,
        (
            r"\bspam\b|spamhaus|spamcop|\bspammy\b|unsolicited|junk ?mail|\bbulk ?mail|\bspamassassin|looks like (?:junk|bulk)",
            r"\bvirus\b|malware|infected|phish|worm\b|content (?:was )?(?:rejected|filter)|message content rejected|denied by content",
            r"blacklist|black ?list|block ?list|blocklist|\brbl\b|dnsbl|\bsorbs\b|barracuda",
        ),
    ),
    (
        BounceReason.POLICY,
        (
            r"\bspf\b|\bdkim\b|\bdmarc\b|authenticat(?:ion|ed) (?:required|failed|check)|not authenticated|must issue a starttls|\bstarttls\b",
            r"relay(?:ing)? (?:access )?(?:denied|not permitted|prohibited|not allowed)|unable to relay|not (?:a )?relay|relay not permitted|open relay",
            r"reverse (?:dns|lookup)|\bptr\b|cannot find your (?:reverse )?hostname|client host rejected|helo command rejected|\brdns\b",
            r"\breputation\b|poor senderbase|too many (?:connections|messages|sessions|recipients|emails)|rate ?limit|throttl|sending rate|unusual rate",
            r"(?:ip|host|client|server|connection|network|sender|domain|country)[^.;]{0,50}\b(?:has been |was |is |are )?(?:blocked|banned|denied access|not (?:allowed|authori[sz]ed) to send)",
            r"bad (?:sender|reputation)|sender (?:address )?(?:rejected|denied|refused|domain must exist|verify failed)|domain of sender|invalid (?:sender|domain)\b|mail from [^ ]* ?rejected",
            r"policy (?:violation|reasons?|restriction)|(?:violat|against|by|due to|for)[^.;]{0,30}\bpolic(?:y|ies)|administrative prohibition|security (?:policy|reason|violation)",
            r"not (?:rfc|compliant)|rfc ?[0-9]{4} (?:compliant|section|violation)|non-compliant|duplicate header|header syntax|bare (?:lf|linefeed|newline)|bad header",
        ),
    ),
    (BounceReason.NETWORK, (_PASSING,)),
    (
        BounceReason.HOST_UNKNOWN,
        (
            r"(?:host|domain)(?: or domain)?(?: name)? (?:lookup failed: )?(?:unknown|not found|does(?:n't| not) exist|is (?:unknown|not known|not valid|invalid))",
            r"unknown (?:host|domain|mail ?host|server)|no such (?:domain|host)|(?:bad|illegal|invalid|non-?existent) (?:host|domain|destination (?:host|domain))\b",
            r"unrouteable (?:mail )?domain|unroutable (?:mail )?domain|nxdomain|name or service not known|name service error for|host name lookup fail",
            r"could(?:n't| not) find any host|cannot find (?:a |any )?(?:mx|host|mail exchanger|the (?:domain|host))|(?:no|without) (?:a )?(?:mx|mail exchanger)(?: record)?s?\b",
            r"recipient'?s? domain (?:name )?(?:does not exist|not found|is)|domain [^ ]{1,80} (?:does not exist|not found|couldn't be found)",
            r"unable to (?:resolve|find) (?:host|domain|the (?:host|domain)|route to domain)|address lookup failed|mx (?:look ?up|record)[^.;]{0,30}(?:fail|not found|points to)|no address associated",
            r"unrout(?:e)?able address|host [^ ]+ not found|domain (?:name )?is not reachable|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,} does not exist",
        ),
    ),
    (
        BounceReason.ADDRESS_UNKNOWN,
        (
            r"\b"
            + _WHO
            + r" ?(?:<[^>]*>|\([^)]*\)|[^ ]+@[^ ]+|name)?:? (?:is |was )?(?:currently )?(?:un-?known|not found|not known|not recogni[sz]ed|invalid|non-?existent|wrong)\b",
            r"\b"
            + _WHO
            + r" ?(?:<[^>]*>|\([^)]*\)|[^ ]+@[^ ]+|that you (?:tried|are trying) to (?:reach|contact)|name|specified|you entered|provided)? ?(?:does ?n[o']t exist|does not (?:currently )?exist|do(?:es)?n't exist|didn't exist|not exist|no longer (?:exists|valid|available|in use|active)|is not (?:a )?(?:known|valid|listed|found))",
            r"(?:unknown|no such|invalid|non-?existent|nonexistant|bad|unrecogni[sz]ed|illegal|undeliverable) (?:or invalid |or illegal |virtual |local |destination |final |remote |e-?mail |mail )*"
            + _WHO
            + r"\b",
            r"no such (?:person|user|name|id|member|subscriber|employee)|no (?:mailbox|account|user|valid recipient|one|recipient)s? (?:here )?(?:by|with|of|exists?|named|for|has|is|at|here)\b|not a (?:known|valid|local) (?:user|recipient|mailbox|address)|\bno mailbox\b",
            r"user (?:doesn't|does not|not) (?:have|exist|listed|known|found)|doesn't have an? [^ ]+ account|not (?:a |our )(?:customer|subscriber)|is not (?:a )?(?:valid|known|recogni[sz]ed)",
            r"address (?:couldn't|could not) be found|not listed in |(?:mailbox|account|address)[^.;]{0,20}(?:not available|unavailable)$|requested action not taken: mailbox unavailable|mailbox unavailable|mailbox not available",
            r"(?:recipient|address) (?:address )?rejected: (?:user|undeliverable|unverified|unknown|no such|invalid|address)|recipient not (?:found|exist)|\brecipnotfound\b|resolver\.adr",
            r"user ?unknown|unknown-?user|delivery to the following recipients? failed permanently: .*not exist|address error|can'?t find (?:the )?(?:user|recipient|mailbox)|(?:has|have) moved|moved to|changed address|no longer (?:at|on|with|work)",
            r"(?:adresse|empfänger|benutzer|postfach)[^.]{0,40}(?:unbekannt|existiert nicht|nicht gefunden|ungültig)|(?:adresse|destinataire|utilisateur|bo[iî]te)[^.]{0,40}(?:inconnue?|n'existe pas)|(?:usuario|destinatario|direcci[oó]n)[^.]{0,30}(?:desconocido|no existe)",
        ),
    ),
    (
        BounceReason.EXPIRED,
        (
            r"(?:delivery|retry|message|queue)[^.;]{0,20}(?:time|period)? ?(?:has )?(?:timed? ?out|expired|expiration)|retry time(?:out)? (?:not reached|exceeded)|(?:timeout|time ?limit) exceeded",
            r"(?:been|stayed|sat) (?:in|on) (?:the |my )?queue (?:too long|for)|too long in (?:the )?queue|queue too long|expired (?:before|after)|could not be delivered (?:for|within|in) |undelivered (?:for|after) ",
            r"(?:unable to|could not|not) (?:be )?deliver(?:ed)?[^.;]{0,40} (?:for|after|within) (?:the last )?[0-9]+ (?:hour|day|minute|second)|gave? up|giving up|days? old|all retries|retries exceeded|cannot send message for [0-9]|connection timed out|conversation [^;]{0,60}timed out|\btimed out\b|too old",
        ),
    ),
    (
        BounceReason.NETWORK,
        (
            r"connection (?:refused|reset|lost|was dropped|dropped|closed|failed|failure)|lost connection|no route to host|network (?:is )?(?:unreachable|error)|unable to connect|(?:could|did) not connect|deferred: connection",
            r"(?:mail |routing )?loop(?:s|ing)?\b|too many hops|hop count|(?:host|service|server) (?:is )?(?:not available|unavailable|unreachable|down)|dns (?:server|failure|problem)|temporary (?:lookup|name resolution|dns)|sorry, i wasn't able to establish|couldn't connect|tls (?:error|handshake|negotiation)|ssl error",
        ),
    ),
    (
        BounceReason.REJECTED,
        (
            r"(?:account|mailbox|user|recipient|address|e-?mail)[^.;]{0,50}(?:disabled|inactive|suspended|deactivated|locked|not active|restricted|frozen|blocked|closed|expired)",
            r"(?:disabled|inactive|suspended|deactivated|locked) (?:account|mailbox|user|recipient|address)|not accepting (?:mail|messages)|access denied|permission denied|not permitted|unauthori[sz]ed|restricted",
            r"\breject(?:ed|ing|s)?\b|\brefused?\b|\bdenied\b|\bblocked\b|not (?:accept|allow)ed|not accepted|does not accept|prohibit|\bbanned\b|unaccepted",
        ),
    ),
)
_COMPILED = tuple((reason, tuple(re.compile(pattern) for pattern in patterns)) for reason, patterns in _RULES)

_OF_STATUS: tuple[tuple[str, BounceReason], ...] = (
    (r"\d\.1\.[0136]|\d\.1\.10", BounceReason.ADDRESS_UNKNOWN),
    (r"\d\.1\.2|5\.4\.4", BounceReason.HOST_UNKNOWN),
    (r"\d\.2\.2", BounceReason.MAILBOX_FULL),
    (r"\d\.2\.3|\d\.3\.4", BounceReason.TOO_LARGE),
    (r"\d\.2\.\d+", BounceReason.REJECTED),
    (r"\d\.4\.7", BounceReason.EXPIRED),
    (r"\d\.4\.\d+", BounceReason.NETWORK),
    (r"\d\.7\.\d+|\d\.1\.[78]", BounceReason.POLICY),
)
_STATUS_RULES = tuple((re.compile(pattern), reason) for pattern, reason in _OF_STATUS)


def reason_of_words(text: str) -> BounceReason | None:
    """What the words mean; None when they say nothing that is known."""
    plain = " ".join(text.lower().split())
    for reason, patterns in _COMPILED:
        if any(pattern.search(plain) for pattern in patterns):
            return reason
    return None


def reason_of_status(status: str | None) -> BounceReason | None:
    """What an enhanced status code (RFC 3463) means by itself; None when it is missing or says little."""
    if not status:
        return None
    for pattern, reason in _STATUS_RULES:
        if pattern.fullmatch(status):
            return reason
    return None
