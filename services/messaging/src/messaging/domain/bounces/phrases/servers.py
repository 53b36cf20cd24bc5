"""Words of one mail server software that mean something of their own."""
# ruff: noqa: E501 - patterns stay in one piece

from messaging.domain.bounces.meaning import Meaning

_POSTFIX = {
    # Up to 2.x a null MX was a reply that it could not read.
    Meaning.TAKES_NO_MAIL: (
        r"name service error for [^;]{1,200}: malformed or unexpected name server reply",
    ),
    Meaning.FULL: (r"error writing message: (?:file too large|disk quota)|maildir over quota",),
    Meaning.UNKNOWN: (
        r"user unknown in [a-z]+ [a-z]+ table|unknown user: \"|undeliverable address: (?:unknown|user|no such|recipient)|\(mail for [^)]*\) unknown|bad address syntax",
    ),
    Meaning.PASSING: (
        r"name service error for [^;]{1,200}: host not found, try again|type=[a-z]+: host not found, try again",
    ),
    Meaning.HOST_UNKNOWN: (
        r"host or domain name not found|name service error for [^;]{1,200}: (?:host|no data|not)",
    ),
    Meaning.NETWORK: (
        r"mail for [^ ]+ loops back to myself|mail forwarding loop|delivery temporarily suspended|refused to talk to me",
    ),
    Meaning.SYSTEM: (
        r"command died with (?:status|signal)|can't create user output file|mail system configuration error",
    ),
}
_EXIM = {
    Meaning.UNKNOWN: (
        r"\b5\d\d[- ](?:5\.\d\.\d )?(?:[^.;]|\.(?=\S)){0,60}unrout(?:e)?able address|unknown local[- ]part|^(?!.{0,200}\b5\d\d[- ]).{0,400}no such user here",
    ),
    Meaning.SENDER: (
        r"sender verify failed|verification failed for @addr|rejected rcpt(?:[^.;]|\.(?=\S)){0,40}sender|callout",
    ),
    Meaning.HOST_UNKNOWN: (
        r"all relevant mx records point to non-?existent hosts|all host address lookups failed permanently|unrout(?:e)?able (?:mail )?domain|^(?!.{0,200}\b5\d\d[- ]).{0,400}unrout(?:e)?able address",
    ),
    Meaning.EXPIRED: (r"retry timeout exceeded|retry time not reached for any host",),
    Meaning.NETWORK: (r"lowest numbered mx record points to local host|too many \"?received\"? headers",),
    Meaning.SYSTEM: (r"local delivery failed|an undisclosed problem|unable to (?:write|open) mailbox",),
}
_SENDMAIL = {
    Meaning.UNKNOWN: (r"cannot mail directly to",),
    Meaning.HOST_UNKNOWN: (r"host unknown|host not found",),
    Meaning.NETWORK: (
        r"config error: mail loops back|local configuration error|remote protocol error|too many hops",
    ),
    Meaning.SYSTEM: (
        r"unknown mailer error|can't create output|service unavailable|data format error|insufficient permission",
    ),
}
_QMAIL = {
    Meaning.TAKES_NO_MAIL: (r"couldn't find a mail exchanger or ip address",),
    Meaning.FULL: (
        r"(?:user'?s? |the )?(?:mail ?folder|maildir|account) is (?:temporarily )?(?:full|over ?quota)|mailfolder is full",
    ),
    Meaning.UNKNOWN: (
        r"no mailbox here by that name|this address no longer accepts mail|@addr is not a valid mailbox|chkuser|no user [^ ]+ here",
    ),
    Meaning.HOST_UNKNOWN: (r"couldn't find any host (?:named|by that name)|cname lookup failed permanently",),
    Meaning.EXPIRED: (r"in the queue too long|i'm not going to try again",),
    Meaning.NETWORK: (
        r"already has my delivered-to line|wasn't able to establish an smtp connection|cname lookup failed temporarily",
    ),
}
_COURIER_AND_OPENSMTPD = {
    Meaning.FULL: (r"maildir (?:quota|over)",),
    Meaning.UNKNOWN: (r"\b511[ -]5\.1\.1",),
    Meaning.HOST_UNKNOWN: (
        r"517-domain does not exist|no mx found for|invalid domain name|dns lookup failure: host",
    ),
    Meaning.EXPIRED: (r"envelope expired|bounce: expired|could not deliver for the last \d+ seconds",),
    Meaning.NETWORK: (
        r"network error on destination mx|destination seem to reject all mails|address family mismatch|temporary failure in mx lookup|loop detected|bad dns lookup error code|all routes to destination blocked",
    ),
}
_EXCHANGE = {
    Meaning.SENDER: (
        r"smtp; unable to relay|resolver\.rst\.(?:sendernotauth|authrequired)|sendasdenied|client (?:does not have permissions|was not authenticated)",
    ),
    Meaning.FULL: (
        r"quotaexceeded|mailboxfull|recipient'?s? mailbox is full|recipient storage|storedrv\.[^;]{0,80}(?:full|quota)",
    ),
    Meaning.TOO_LARGE: (
        r"(?:recip|send|receive)size ?limit|resolver\.rst\.(?:recip|send)sizelimit|message size exceeds|this message is larger than",
    ),
    Meaning.DISABLED: (r"accountdisabled|storedrv[^;]{0,60}(?:disabled|inactive)|mailbox (?:is )?disabled",),
    Meaning.UNKNOWN: (
        r"resolver\.adr\.(?:recip|ex|invalid|bad)|(?:ex)?recip(?:ient)?notfound|recipient not found by smtp address lookup|recipient name is not recogni[sz]ed|e-?mail (?:account|address) (?:you entered )?(?:does not exist at|could(?:n't| not) be found|does not match|wasn't found)|000c05a6|unknown recipient",
        r"(?:wasn't|was not|isn't) found at [^ ]+|access denied[^;]{0,80}(?:as\(\d+\)|prod\.protection|eop-|protection\.outlook)|remote server returned (?:an )?unknown recipient|recipient was not found|address(?:es)? (?:reserved by rfc 2606|in single label domains)",
    ),
    Meaning.POLICY: (
        r"resolver\.rst\.|notauthorized|restricted(?:torecipients)?permission|transport\.rules\.reject|banned sending ip|s3140|s3150|approval\.|delivery to this (?:address|recipient|group) is restricted|do not have permission to send to this recipient|violate the security policy|\bsc-00[1-4]\b|\bdy-00[12]\b|\bou-00[12]\b|5\.7\.(?:5|6|7)\d\d\b",
    ),
    Meaning.HOST_UNKNOWN: (
        r"smtpsend\.dns\.(?:nonexistentdomain|invaliddata)|dns\.nonexistentdomain|\b5\.4\.310\b|dns domain [^;]{0,100}does not exist|no such domain|mail system administrator or .{0,20}did not find",
    ),
    Meaning.EXPIRED: (r"queue\.expired|\b[45]\.4\.300\b|message expired",),
    Meaning.NETWORK: (
        r"routing\.(?:hop|loop|max)|dns\.(?:mx)?loop(?:back|exceeded)|\b[45]\.4\.(?:312|315|316|317|318)\b|bounce between two servers|smtp communication problem|hop count exceeded",
    ),
    Meaning.SYSTEM: (
        r"storedrv\.[a-z]+[.;]|did not report a specific reason|configuration error in the e-mail system|conversionfailed|unable to deliver the message, but did not|content conversion",
    ),
}
_GROUPWARE = {  # Domino, GroupWise, MDaemon, IMail, MailEnable, Sun Messaging Server, Lotus Notes, Kerio, Scalix
    Meaning.SENDER: (
        r"mail server requires authentication when attempting to send|this mail server requires authentication|relay restriction",
    ),
    Meaning.FULL: (
        r"no messages can be delivered to this database because of quota|database is full|over the allowed quota|has exceeded (?:its|their) (?:disk|storage)|would exceed (?:mailbox )?quota|mailbox has exceeded|user mailbox exceeds|\(mailbox is full\)|domain size limit has been exceeded",
    ),
    Meaning.DISABLED: (r"domain (?:is )?disabled|account (?:has been )?(?:locked|frozen)",),
    Meaning.UNKNOWN: (
        r"not listed in (?:public |the )?(?:domino directory|name ?(?:&|and) address book|directory|address book)|not unique(?:[^.;]|\.(?=\S)){0,60}(?:directory|address book)|\(user not found\)",
    ),
    Meaning.POLICY: (
        r"recipient(?:[^.;]|\.(?=\S)){0,30}does not accept mail from|rejected by (?:the )?(?:rule|filter)|blocked by (?:the )?(?:rule|filter)",
    ),
    Meaning.HOST_UNKNOWN: (
        r"no route found to domain|illegal host/domain name found|domain not (?:found|defined)|unknown host or domain",
    ),
    Meaning.EXPIRED: (r"enqueued and undeliverable|delivery failed [0-9]+ attempts|router: .{0,40}expired",),
    Meaning.NETWORK: (r"error transferring to|maximum hop count exceeded|message loop",),
}
_POWERMTA = {  # the categories of its own, beside answers that it does not quote
    Meaning.FULL: (r"quota-issues",),
    Meaning.DISABLED: (r"inactive-mailbox",),
    Meaning.HOST_UNKNOWN: (r"bad-domain",),
    Meaning.UNKNOWN: (r"bad-mailbox",),
    Meaning.SPAM: (r"spam-(?:related|block)|virus-related",),
    Meaning.POLICY: (r"policy-related|content-related",),
    Meaning.EXPIRED: (r"message-expired",),
    Meaning.NETWORK: (r"no-answer-from-host|bad-connection|routing-errors",),
}
_FILTERS = {  # in front of other servers: Barracuda, Proofpoint, Mimecast, Ironport, MessageLabs, MailScanner, amavis, InterScan
    Meaning.SENDER: (
        r"anti-?spoofing|envelope blocked|header based (?:anti|blocked|manually)|sender (?:has been )?blocked",
    ),
    Meaning.UNKNOWN: (
        r"^(?:\d\.\d\.\d )?542 [^ ]* ?(?:@addr)? ?rejected|please check if address is correct|recipient address rejected: (?:access denied|ldap)|cuda_nsu|#5\.1\.[01] address rejected|ldap (?:verification|recipient)(?:[^.;]|\.(?=\S)){0,20}(?:fail|reject)",
    ),
    Meaning.SPAM: (
        r"rejected by content scanner|containing (?:vba |office )?macros|bounced by (?:content|spam)|banned name|message (?:was )?quarantined|intercepted|mailguard|cloudmark|commtouch|\bbrightmail\b|csi\.cloudmark|proofpoint\.com|barracuda",
    ),
    Meaning.POLICY: (
        r"email rejected due to security policies|service unavailable; client|client \[|rejected by (?:[^.;]|\.(?=\S)){0,30}(?:polic|rule)",
    ),
}

SERVERS = {
    meaning: tuple(
        pattern
        for family in (
            _POSTFIX,
            _EXIM,
            _SENDMAIL,
            _QMAIL,
            _COURIER_AND_OPENSMTPD,
            _EXCHANGE,
            _GROUPWARE,
            _POWERMTA,
            _FILTERS,
        )
        for pattern in family.get(meaning, ())
    )
    for meaning in Meaning
}
