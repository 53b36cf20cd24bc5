"""What gives a delivery report away, and what in it speaks of whom."""
# ruff: noqa: E501 - patterns stay in one piece

import re

# Bounded as in RFC 5321 §4.5.3.1, with room: without it a long run of letters is searched from each of them.
ADDRESS = re.compile(r"[A-Za-z0-9._%+/=!#$&'*?^`{|}~-]{1,128}@[A-Za-z0-9][A-Za-z0-9.-]{0,253}[A-Za-z0-9]")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
ROBOT = re.compile(
    r"mailer-daemon|post_?master|mail delivery|mailerdaemon|mail-daemon|bounce|mail (?:administrator|system)",
    re.I,
)
FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status )?(?:notification|fail|error|report|problem)|returned? (?:mail|to sender|e-?mail)|failure notice|"
    r"mail (?:delivery )?(?:fail|error|could not)|delivery has failed|non[- ]?delivery|nondeliverable|could not (?:be delivered|send)|"
    r"bounce|message (?:status|not delivered|delivery)|unzustellbar|rejected|not deliver|warning|mail system error|unable to deliver",
    re.I,
)
FAILURE_TEXT = re.compile(
    r"(?:could|can|was|were|has|have|had)(?:n'?t| ?not)(?: been| be)? (?:successfully )?(?:deliver|sent|reach)|undeliver|"
    r"deliver(?:y|ed)?[^.]{0,60}(?:fail|error|impossible|not possible|problem)|fail(?:ed|ure)?[^.]{0,40}(?:deliver|recipient)|"
    r"was rejected|returned to|unable to (?:deliver|send)|permanent (?:fatal )?error|not deliver|user unknown|\b5\d\d[ -]\d\.\d\.\d|"
    r"cannot (?:be )?(?:deliver|send)|no such|unzustellbar|not be (?:delivered|sent)",
    re.I,
)
DELAY = re.compile(
    r"warning: (?:message|could not|the message)|still (?:undelivered|being|trying)|will (?:keep|continue) (?:on )?trying|"
    r"will be retried|(?:delivery|message)[^.]{0,60}(?:delayed|been delayed)|warning message only|do not need to resend",
    re.I,
)
# A domain that takes no mail at all (RFC 7505), said by whoever looked it up.
TAKES_NO_MAIL = re.compile(
    r"(?:host|domain)[^.;]{0,60} (?:does not|doesn't) (?:accept|receive) (?:any )?e?-?mail|couldn't find a mail exchanger|null mx",
    re.I,
)
# IronPort puts a guess of its own before the answer it quotes.
GUESS = re.compile(r"^\s*\d\.\d\.\d - [A-Za-z ]+(?:error|problem)[^'\n]{0,12}'", re.I)
AFTER_DATA = re.compile(r"after end of data|reply to end of data|end of data command|text command", re.I)
AT_MAIL_FROM = re.compile(r"(?:after|reply to|response to|during) (?:the )?mail from", re.I)
AWAY = re.compile(
    r"\bout of (?:the )?office|auto(?:matic|mated)?[- :]?(?:re(?:ply|sponse)|antwort)|vacation|abwesen|on (?:leave|holiday)|^\W*away\b|absence",
    re.I,
)
