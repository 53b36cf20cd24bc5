"""Servers and post offices that do not speak English."""
# ruff: noqa: E501 - patterns stay in one piece

from messaging.domain.bounces.meaning import Meaning

LANGUAGES = {
    Meaning.FULL: (
        # German, then French, Italian, Spanish, Portuguese, Dutch, Polish and Czech, Russian, Japanese, Chinese, Korean.
        r"(?:postfach|mailbox|speicherplatz|speicher|kontingent|quota|posteingang)(?:[^.]|\.(?=\S)){0,60}(?:voll|überschritten|erschöpft|überfüllt|ausgeschöpft)|nicht (?:genügend|genug|ausreichend) speicher|speichervolumen [uü]e?berschritten|zu ?viele mails auf dem server",
        r"(?:bo[iî]te|messagerie|quota)(?:[^.]|\.(?=\S)){0,50}(?:pleine|satur[ée]e|d[ée]pass[ée])|casella(?:[^.]|\.(?=\S)){0,40}piena|(?:buz[oó]n|casilla|cuenta|cuota)(?:[^.]|\.(?=\S)){0,40}(?:llen[oa]|excedid[oa]|sin espacio)|caixa(?:[^.]|\.(?=\S)){0,40}cheia|postvak(?:[^.]|\.(?=\S)){0,30}vol\b|skrzynk(?:[^.]|\.(?=\S)){0,40}(?:pełna|przepełniona)|schránk(?:[^.]|\.(?=\S)){0,40}pln",
        r"ящик(?:[^.]|\.(?=\S)){0,40}переполнен|переполнен|容量|満杯|いっぱい|已满|空间不足|超过.{0,10}(?:容量|限制)|용량",
    ),
    Meaning.TOO_LARGE: (
        r"(?:nachricht|mail)(?:[^.]|\.(?=\S)){0,40}zu gro(?:ß|ss)|(?:message|courrier)(?:[^.]|\.(?=\S)){0,30}trop (?:gros|grand|volumineux)|demasiado grande|troppo grande|サイズ.{0,20}(?:超|大き)",
    ),
    Meaning.MOVED: (
        r"(?:neue|geänderte) (?:e-?mail-?)?adresse|adresse hat sich geändert|メールアドレスが変更",
    ),
    Meaning.DISABLED: (
        r"(?:konto|postfach|benutzer|account|adresse)(?:[^.]|\.(?=\S)){0,40}(?:gesperrt|deaktiviert|inaktiv|stillgelegt|abgeschaltet|geschlossen)|(?:compte|adresse|bo[iî]te)(?:[^.]|\.(?=\S)){0,40}(?:d[ée]sactiv|inacti|suspendu|ferm[ée])|(?:cuenta|buz[oó]n)(?:[^.]|\.(?=\S)){0,30}(?:desactivad|inactiv|suspendid)",
    ),
    Meaning.UNKNOWN: (
        r"(?:adresse|empfänger|benutzer|postfach|empfängeradresse|nutzer|teilnehmer|konto|mailbox)(?:[^.]|\.(?=\S)){0,60}(?:unbekannt|existiert (?:hier )?nicht|nicht (?:ge?funden|bekannt|vorhanden|gültig|existent|zugestellt werden)|ungültig)|(?:unbekannte[rn]?|ungültige[rn]?|falsche) (?:e-?mail-?)?(?:adresse|empfänger|benutzer|nutzer|empfängeradresse)|kein(?:en)? (?:solchen |gültigen )?(?:benutzer|empfänger|postfach|nutzer)",
        r"(?:adresse|destinataire|utilisateur|bo[iî]te|compte)(?:[^.]|\.(?=\S)){0,60}(?:inconnue?|n'existe (?:pas|plus)|invalide|introuvable|erron[ée]e?)|(?:usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta)(?:[^.]|\.(?=\S)){0,40}(?:desconocid|no (?:existe|v[áa]lid|encontrad)|inv[áa]lid|inexistente)|(?:utente|destinatario|indirizzo|casella)(?:[^.]|\.(?=\S)){0,40}(?:sconosciut|inesistente|non (?:esiste|valid|trovat))",
        r"(?:usu[áa]rio|destinat[áa]rio|endere[çc]o|conta)(?:[^.]|\.(?=\S)){0,40}(?:desconhecid|n[ãa]o (?:existe|encontrad)|inexistente|inv[áa]lid)|(?:gebruiker|ontvanger|adres)(?:[^.]|\.(?=\S)){0,30}(?:onbekend|bestaat niet)|(?:użytkownik|odbiorca|adres|konto)(?:[^.]|\.(?=\S)){0,30}(?:nie istnieje|nieznan)|(?:uživatel|adresa)(?:[^.]|\.(?=\S)){0,30}neexistuje|пользователь(?:[^.]|\.(?=\S)){0,40}не (?:найден|существует)|(?:адрес|ящик)(?:[^.]|\.(?=\S)){0,30}не (?:найден|существует)|несуществующ",
        r"(?:宛先|受信者|ユーザ|メールアドレス|アドレス)[^。]{0,40}(?:存在し|見つか|不明|間違|誤り|確認)|(?:用户|收件人|邮箱|地址)[^。]{0,20}(?:不存在|未找到|无效|錯誤|错误)|存在しません",
    ),
    Meaning.SPAM: (r"als spam|spam-?verdacht|unerwünschte (?:werbung|nachricht)|垃圾|спам",),
    Meaning.POLICY: (
        r"richtlinie|nicht (?:berechtigt|befugt|autorisiert)|berechtigung|zustellung(?:[^.]|\.(?=\S)){0,40}eingeschränkt|politique|非法|拒收|autorisé|permisos|oprávnění|權限|权限",
    ),
    Meaning.HOST_UNKNOWN: (
        r"(?:domain|domäne|host|rechner|server)(?:[^.]|\.(?=\S)){0,40}(?:unbekannt|existiert nicht|nicht (?:gefunden|erreichbar|aufgelöst))|(?:domaine|serveur)(?:[^.]|\.(?=\S)){0,40}(?:inconnu|n'existe pas|introuvable)|dominio(?:[^.]|\.(?=\S)){0,30}(?:desconocido|no existe|sconosciuto|inesistente)|(?:домен|ドメイン|域名)[^.。]{0,30}(?:не (?:найден|существует)|存在|見つか|不存在)",
    ),
    Meaning.EXPIRED: (
        r"(?:zeit|frist|dauer)(?:[^.]|\.(?=\S)){0,40}(?:abgelaufen|überschritten)|zeitüberschreitung|zustellversuch(?:[^.]|\.(?=\S)){0,40}(?:aufgegeben|eingestellt)|délai(?:[^.]|\.(?=\S)){0,30}(?:dépassé|expiré)|タイムアウト",
    ),
    Meaning.NETWORK: (
        r"verbindung(?:[^.]|\.(?=\S)){0,40}(?:abgelehnt|abgebrochen|fehlgeschlagen|verweigert)|(?:keine verbindung|nicht verbinden)|mailschleife|接続",
    ),
    Meaning.REFUSED: (
        r"abgelehnt|abgewiesen|verweigert|zurückgewiesen|zurückgesandt|nicht (?:angenommen|akzeptiert)|refus[ée]|rejet[ée]|rechazad|recusad|rifiutat|odrzucon|отклонен|отказано|拒否",
    ),
}
