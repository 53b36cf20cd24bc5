"""What gives a delivery report away, and what looks like one and is none."""
# ruff: noqa: E501 - patterns stay in one piece

import re

# Bounded as in RFC 5321 §4.5.3.1, with room: without it a long run of letters is searched from each of them.
ADDRESS = re.compile(r"[A-Za-z0-9._%+/=!#$&'*?^`{|}~-]{1,128}@[A-Za-z0-9][A-Za-z0-9.-]{0,253}[A-Za-z0-9]")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
SMTP_REPLY = re.compile(r"(?<![\d.:-])[45][0-7]\d(?:[ -]{1,3}(?:#?[45]\.\d{1,3}\.\d{1,3}|[A-Za-z<'\"(#])|: )")
ROBOT = re.compile(
    r"mailer.?daemon|mail-daemon|post_?master|poostmaster|mail(?:\.| )delivery|bounces?\b|mail (?:administrator|system|router|server)|\bmail\.?daemon|delivery (?:system|subsystem|service|agent)|"
    r"\bmdaemon\b|internet mail delivery|system administrator|systemadministrator|non[- ]?delivery",
    re.I,
)
FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status )?(?:notification|fail|error|report|problem|has failed|unsuccessful|incomplete|delay)|returned? (?:mail|message|to sender|e-?mail)|returning (?:message|mail)|failure notice|failure delivery|"
    r"(?:mail|message|e-?mail) (?:delivery |could )?(?:fail|error|could not|not (?:be )?deliver|status|rejected|bounced)|delivery (?:has )?failed|non[- ]?delivery|nondeliver|not be (?:delivered|sent)|could not (?:be delivered|send)|"
    r"\bbounced?\b|(?:not|n't) (?:be )?deliver|\brejected\b|\bwarning: |: warning|mail system error|unable to deliver|loop alert|permanent error|failed mail|sorry, your message|"
    r"unzustellbar|nicht zu(?:ge)?stell|zustell(?:ung)?s?(?:fehler|bericht)|zustellung[^.]{0,30}(?:fehl|nicht)|fehlgeschlagen|rückläufer|unzust|non remis|non distribu|échec de|echec de|onbestelbaar|no se (?:ha podido|puede) entregar|no entregad|não (?:foi )?entreg|non recapit|mancata consegna|"
    r"nie (?:można|dostarcz)|niedoręcz|nedoruč|не ?достав|недостав|配信(?:不能|エラー|でき)|送信(?:エラー|失敗|でき)|エラー|退信|未送达|无法投递|반송",
    re.I,
)
FAILURE_TEXT = re.compile(
    r"(?:could|can|was|were|has|have|had|is|did|does|wo|would)(?:n'?t| ?not)(?: been| be)? (?:able to (?:be )?|successfully )?(?:deliver|sent\b|reach|accept)|undeliver|"
    r"deliver(?:y|ed|ing)?[^.]{0,60}(?:fail|error|impossible|not possible|problem|unsuccessful)|\babort(?:ed)?\b|loop alert|fail(?:ed|ure)?[^.]{0,40}(?:deliver|recipient|address)|errors?[^.]{0,30}deliver|"
    r"(?:was|were|been|automatically|is) (?:rejected|bounced|refused|returned)|returned to|unable to (?:deliver|send|transfer)|permanent (?:fatal |delivery )?(?:error|failure)|not (?:be )?deliver|user unknown|unknown (?:user|host)|no such user|"
    r"cannot (?:be )?(?:deliver|send)|not be (?:delivered|sent|transmitted)|remote host said|transcript of session|wasn't able to deliver|"
    r"unzustellbar|nicht zu(?:ge)?stell|zustellung[^.]{0,60}(?:fehl|nicht)|nicht (?:übermittelt|ausgeliefert|erreicht)|n'a pas (?:pu|été)|n'ont pas|no (?:se )?(?:pudo|ha podido|puede)|não (?:pôde|foi)|impossibile|не может быть доставлен|не доставлен|"
    r"配信でき|送信でき|届け|送達|エラー|无法|退回|可能不存在|無法|未能",
    re.I,
)
DELAY = re.compile(
    r"warning: (?:message|could not|the message)|still (?:undelivered|being|trying)|will (?:keep|continue) (?:on )?(?:trying|to try|attempting)|will be (?:retried|re-?attempted)|(?:continue|keep) (?:on )?trying|"
    r"(?:delivery|message|mail)[^.]{0,60}(?:\bdelayed\b)|warning message only|(?:do not|don't) need to (?:re-?send|do anything)|not yet been delivered|only a temporary|status notification \(delay|will retry\b|delivery (?:is |has been )?(?:incomplete|delayed)|delivery will continue|not been delivered yet|hasn't been delivered yet|"
    r"\bverzögert|wird weiterhin versucht|weitere zustellversuche|noch nicht (?:zugestellt|übermittelt)|(?:remise|distribution|envoi)[^.]{0,40}(?:diff[ée]r[ée]|retard[ée])|n'a pas encore été|(?:entrega|env[íi]o)[^.]{0,40}(?:demorad|retrasad|atrasad|adiad)|aún no se ha entregado|seguirá intentando|ainda não foi entregue|"
    r"(?:recapito|consegna)[^.]{0,40}ritardat|non è stato ancora|vertraagd|nog niet (?:bezorgd|afgeleverd)|opóźnion|nie została jeszcze|zpožděn|задерж|ещ[её] не доставлен|fördröj|forsinke|ännu inte levererat|遅延|遅れて|まだ配信されて|延迟|延遲|尚未(?:送达|投递|傳送)",
    re.I,
)
GIVEN_UP = re.compile(
    r"\b5\d\d[ -]|\bpermanent (?:\w+ ){0,2}(?:error|fail)|failed permanently|giv(?:ing|en) up|will not (?:be retried|continue|try|retry)|no further|has been (?:returned|removed|deleted)",
    re.I,
)
SUCCESS = re.compile(
    r"(?:was|were|been) successfully (?:deliver|relay|sent)|success(?:ful)? (?:mail )?deliver|delivery (?:was )?success|status notification \((?:success|relay)|erfolgreich zugestellt|return receipt|delivery receipt|\bread receipt|lesebestätigung|empfangsbestätigung|message (?:was )?(?:displayed|read) (?:on|by|at)|"
    r"^(?:delivered|relayed|expanded|read|gelesen|zugestellt|lu):",
    re.I,
)
# IronPort puts a guess of its own before the answer it quotes.
GUESS = re.compile(r"^\s*\d\.\d\.\d - [A-Za-z ]+(?:error|problem)[^'\n]{0,12}'", re.I)
AWAY = re.compile(
    r"\bout[- ]of[- ](?:the )?office|auto(?:matic|mated|matische?)?[- :]?(?:re(?:ply|sponse)|responder|antwort|reactie)|automatische antwort|r[ée]ponse automatique|respuesta autom|risposta automatica|vacation|urlaub|abwesen|"
    r"on (?:leave|holiday|vacation)|^\W*away\b|absence|ferien|odpowiedź automatyczna|自動応答|自动回复|不在",
    re.I,
)
# Wants something done before it lets a mail through, or tells that somebody will look at it.
CHALLENGE = re.compile(
    r"(?:please |must |to )(?:confirm|verify) (?:that )?(?:you|your|this)|(?:awaiting|pending|until|requires?) (?:your |a |moderator |you )*(?:confirm|verif|approv|moderat)|awaits? (?:moderator )?approval|held (?:for|until|pending|in)|being held|captcha|challenge[- ]?response|"
    r"(?:click|follow) (?:on )?(?:the|this) link[^.]{0,60}(?:deliver|confirm|verify|release)|reply to this (?:message|mail|e-?mail) (?:to|so|and)|prove (?:that )?you|not a (?:robot|spammer)|add(?:ed)? (?:you )?to my (?:allowed|approved|white)|bestätigen sie[^.]{0,60}(?:nachricht|absender|adresse)|moderator",
    re.I,
)
# What providers tell a domain about all its mail (RFC 7489 §7.2.1.1, RFC 8460 §5.3).
AGGREGATE = re.compile(r"\breport[- ]domain:|\bsubmitter:[^\n]{0,255}report-id:", re.I)
BY_MACHINE_FOR_MANY = ("list-id", "list-unsubscribe", "list-post", "x-campaign", "x-mailing-list")
