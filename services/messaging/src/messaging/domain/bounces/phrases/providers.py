"""Codes and sentences of one mail provider."""
# ruff: noqa: E501 - patterns stay in one piece

from messaging.domain.bounces.meaning import Meaning

_GOOGLE = {
    Meaning.FULL: (
        r"(?:inbox|mailbox) is full|is out of storage space|over(?:-|\s)?quota(?:temp|perm)|recipient'?s? inbox",
    ),
    Meaning.DISABLED: (r"disableduser|account (?:that )?you tried to reach is (?:disabled|inactive)",),
    Meaning.UNKNOWN: (
        r"account that you tried to reach does not exist|because the address couldn't be found|nosuchuser|group you tried to contact (?:[^.;]|\.(?=\S)){0,40}(?:may not|does not) exist and",
    ),
    # Its own report of what the name server said; it calls the failure passing (4.0.0).
    Meaning.PASSING: (r"dns error: \d+ dns type '[a-z]+' lookup|dns error: dns type",),
    Meaning.POLICY: (
        r"unusual rate of|suspicious due to|very low reputation|receiving mail (?:too quickly|at a rate)|user or domain that you are sending to \(or from\)|you might not have permission|may not exist, or you may not have permission|group you tried to contact|message was blocked|message bouncing due to|blocked for",
    ),
    Meaning.NETWORK: (r"recipient server did not accept our requests|couldn't connect to",),
}
_YAHOO_AOL = {
    Meaning.FULL: (r"exceeded storage allocation|dd [^;]{0,80}over quota|mailbox is full",),
    Meaning.DISABLED: (r"this mailbox is disabled|\(554\.30\)|mailbox disabled",),
    Meaning.UNKNOWN: (
        r"dd (?:this user doesn't have|not a valid recipient|requested mail action aborted, mailbox not found)",
    ),
    Meaning.SPAM: (r"message not allowed - \[|\[ph01\]|hvu:b[12]",),
    Meaning.POLICY: (
        r"\[(?:ts|tss|bl|gl|pr|cs|hm|fs|is|rl)\d\d?\]|\b(?:rly|con|rtr|dyn|hvu|rht|spp|dns):[a-z0-9]{2}|message not accepted for policy|temporarily deferred",
    ),
}
_APPLE = {
    Meaning.MOVED: (r"recipient no longer on server",),
    Meaning.UNKNOWN: (r"inactive e-?mail address",),
    Meaning.POLICY: (r"\[(?:cs|hm)\d\d\] message rejected|message rejected due to local policy",),
}
_GERMANY = {  # GMX, web.de, 1&1/IONOS (Nemesis), T-Online, freenet, Strato, Vodafone
    Meaning.SENDER: (
        r"nemesis esmtp service not available|no smtp service|postmaster\.t-online\.de|tosa@|a problem occurred\. \(ask your postmaster",
    ),
    Meaning.FULL: (r"storage allocation|mailbox (?:is )?(?:over|full)",),
    Meaning.POLICY: (
        r"reject due to policy restrictions|for explanation visit|transaction failed for policy reasons",
    ),
    Meaning.SPAM: (r"considered as spam or virus",),
}
_FRANCE = {  # Orange/Wanadoo (OFR…), La Poste (LPN…), SFR, Free
    Meaning.UNKNOWN: (r"\b(?:ofr|lpn)[a-z0-9]*_(?:416|515|4[01]5)\b",),
    Meaning.FULL: (r"\b(?:ofr|lpn)[a-z0-9]*_417\b|recipient overquota",),
    Meaning.DISABLED: (r"\b(?:ofr|lpn)[a-z0-9]*_(?:418|513|514)\b",),
    Meaning.SENDER: (r"\b(?:ofr|lpn)[a-z0-9]*_(?:10[0-9]|11[0-9]|40[0-9]|42[0-9]|43[0-9]|99[0-9])\b",),
    Meaning.SPAM: (r"\b(?:ofr|lpn)[a-z0-9]*_50[0-9]\b|mail rejete",),
}
_RUSSIA_AND_CHINA = {  # Mail.Ru, Yandex, Rambler, QQ/Tencent, NetEase (163, 126), Sina
    Meaning.SENDER: (r"host denies|sender is unvalidated|helo ?host error",),
    Meaning.FULL: (r"mailbox size limit exceeded|user is over ?quota|空间不足",),
    Meaning.DISABLED: (
        r"user is (?:terminated|blocked)|account is (?:disabled|blocked|deleted by user)|policy rejection on the target",
    ),
    Meaning.UNKNOWN: (
        r"invalid mailbox\. local mailbox|bad (?:recipient )?address (?:mailbox )?syntax|no correct recipients|该用户(?:不存在|未开通)",
    ),
    Meaning.SPAM: (r"under suspicion of spam|mail content denied|\bdt:[a-z]{3}\b",),
    Meaning.POLICY: (
        r"\b(?:mi|rp|hl|wm):[a-z]{3}\b|frequency (?:is )?limited|suspected (?:bounce )?attack|mailbox unavailable or access denied|\bblack ip\b",
    ),
}
_AMERICA = {  # Comcast, Cox, Charter/Spectrum, AT&T, Verizon, EarthLink, GoDaddy, Facebook
    Meaning.TOO_LARGE: (r"\b(?:msg-p1|int-p2)\b",),
    Meaning.SYSTEM: (r"\b(?:int|rcp)-t\d",),
    Meaning.SENDER: (r"\bdns-[pt]\d\b|\bcxbl\b|\bbl000\d+|cxcnct|ib1(?!01)\d\d\b|abuse_rbl",),
    Meaning.SPAM: (r"\bib2\d\d\b|con-(?:t|url)|\bcxsnd",),
    Meaning.UNKNOWN: (
        r"\bib5\d\d\b|irbounce|\b(?:rcp-p1|int-p[134])\b|not our customer|undeliverable: (?:not a valid|no valid)|error: invalid user address|no valid recipients for this mm",
    ),
    Meaning.POLICY: (r"\brcp-p[23]\b|\bmsg-p[23]\b|\bpol-[pt]\d|aup#|e2\d{3}",),
}
_JAPAN = {  # au/KDDI, which says why above the answer that it gives to everybody; docomo, SoftBank
    Meaning.DISABLED: (r"the user\(s\) account is (?:disabled|temporarily limited)",),
    Meaning.POLICY: (r"the user\(s\) rejected your message|based on their filter",),
    Meaning.REFUSED: (r"following recipients was rejected by a remote mail server",),
}
_SENDING_SERVICES = {  # Amazon SES, SendGrid, Mailgun, Postmark, SparkPost: they refuse what failed before
    Meaning.DISABLED: (
        r"previously bounced|suppression list|suppressed|unsubscribed address|bounced address|on our suppress",
    ),
    Meaning.SENDER: (r"(?:e-?mail )?address (?:is )?not verified|sandbox",),
}

PROVIDERS = {
    meaning: tuple(
        pattern
        for family in (
            _GOOGLE,
            _YAHOO_AOL,
            _APPLE,
            _GERMANY,
            _FRANCE,
            _RUSSIA_AND_CHINA,
            _AMERICA,
            _JAPAN,
            _SENDING_SERVICES,
        )
        for pattern in family.get(meaning, ())
    )
    for meaning in Meaning
}
