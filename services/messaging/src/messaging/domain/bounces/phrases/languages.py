"""Servers and post offices that do not speak English.

What is spoken of (an address, a mailbox, a domain) and what is said of it stand near each other, in either order. One
pattern holds all languages of an alphabet: no word of one means the opposite in another.
"""
# ruff: noqa: E501 - patterns stay in one piece

from messaging.domain.bounces.meaning import Meaning

# German, French, Spanish and Portuguese, Italian, Dutch, Polish and Czech, Scandinavian, Finnish, Hungarian, Romanian, Turkish.
_ADDRESS = (
    r"adresse|empfänger|benutzer|nutzer|teilnehmer|postfach|konto\b|mailbox|destinataire|utilisateur|bo[iî]te|compte\b|"
    r"usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta|casilla|usu[áa]rio|destinat[áa]rio|endere[çc]o|conta\b|utente|indirizzo|casella|cassetta|"
    r"gebruiker|ontvanger|geadresseerde|adres\b|e-mailadres\b|postvak|użytkownik|odbiorc|adresu\b|skrzynk|uživatel|příjemc|adresa\b|schránk|"
    r"adressen|e-postadress|användare|mottagare|mottaker|modtager|bruger\b|bruker\b|käyttäj|vastaanottaj|osoite|címzett|felhasználó|e-mail-cím|utilizator|destinatarul|"
    r"kullanıcı|alıcı|adresi\b"
)
_BOX = (
    r"postfach|mailbox|posteingang|speicherplatz|speicher\b|kontingent|quota|bo[iî]te|messagerie|buz[oó]n|bandeja|casilla|cuenta|cuota|casella|cassetta|caixa|"
    r"postvak|skrzynk|schránk|postlåd|inkorg|postkasse|indbakke|postboks|innboks|postilaatikko|postalád|posta kutusu|căsuț"
)
_DOMAIN = r"domain\b|domäne|rechner|mailserver|domaine|serveur|dominio|domínio|domein|domena|doména|domän\b|domæne|domene|etki alanı|alan adı"
_UNKNOWN = (
    r"unbekannt|existier(?:t|en) (?:hier )?nicht|nicht (?:ge?funden|bekannt|vorhanden|gültig|existent)|ungültig|inconnue?|n'existe (?:pas|plus)|invalide\b|introuvable|erron[ée]e?|n'a pas (?:pu être |été )trouv|"
    r"desconocid|no (?:es v[áa]lid|existe|v[áa]lid|(?:se |ha |pudo |podido |sido )*encontr)|inv[áa]lid[oa]|inexistente|desconhecid|n[ãa]o (?:existe|(?:foi |p[ôo]de |ser )*encontrad)|sconosciut|non (?:esiste|[èe] valid|valid|(?:è stat[oa] )?trovat)|impossibile trovare|"
    r"onbekend|bestaat niet|niet (?:worden )?gevonden|nie istnieje|nieznan|nie (?:można )?(?:znaleziono|odnaleźć|znaleźć)|neznám|neexistuje|nebyla? nalezen|okänd|hittades inte|inte att hitta|finns inte|ukendt|ikke fundet|findes ikke|ukjent|ikke funnet|finnes ikke|"
    r"ei löydy|tuntematon|nem található|ismeretlen|nem létezik|necunoscut|nu există|bulunamadı|bilinmeyen|mevcut değil"
)
_FULL = r"voll\b|überschritten|erschöpft|überfüllt|ausgeschöpft|pleine|satur[ée]e|d[ée]pass[ée]|llen[oa]\b|excedid[oa]|sin espacio|pien[oa]\b|chei[oa]\b|vol\b|pełn[aey]|przepełnion|pln[áéý]\b|full\b|fuld\b|täynnä|megtelt|\bplină|dolu\b"
_SHUT = (
    r"gesperrt|deaktiviert|inaktiv|stillgelegt|abgeschaltet|geschlossen|d[ée]sactiv|inacti[fv]e?\b|suspendu|ferm[ée]|desactivad|deshabilitad|inactiv[oa]\b|suspendid|bloquead|disattivat|disabilitat|inattiv|sospes|bloccat|desativad|inativ|suspens[oa]\b|"
    r"uitgeschakeld|geblokkeerd|gedeactiveerd|zablokowan|nieaktywn|wyłączon|avstäng|spärrad|spærret|sperret|devre dışı"
)
_GAP = r"(?:[^.]|\.(?=\S)){0,60}?"


def _of(things: str, said: str) -> str:
    return rf"(?:{things}){_GAP}(?:{said})|(?:{said}){_GAP}(?:{things})"


LANGUAGES = {
    Meaning.FULL: (
        _of(_BOX, _FULL),
        r"nicht (?:genügend|genug|ausreichend) speicher|speichervolumen [uü]e?berschritten|zu ?viele mails auf dem server",
        r"(?:ящик|квота)[^.]{0,60}(?:переполнен|заполнен|превышен)|переполнен|容量|満杯|いっぱい|已满|已滿|空间不足|空間不足|超过.{0,10}(?:容量|限制)|용량|꽉 찼|가득",
    ),
    Meaning.TOO_LARGE: (
        r"(?:nachricht|mail)(?:[^.]|\.(?=\S)){0,40}zu gro(?:ß|ss)|(?:message|courrier)(?:[^.]|\.(?=\S)){0,30}trop (?:gros|grand|volumineux)|demasiado grande|troppo grande|サイズ.{0,20}(?:超|大き)",
    ),
    Meaning.MOVED: (
        r"(?:neue|geänderte) (?:e-?mail-?)?adresse|adresse hat sich geändert|メールアドレスが変更",
    ),
    Meaning.DISABLED: (
        _of(_ADDRESS + r"|account", _SHUT),
        r"(?:ящик|аккаунт|пользовател|уч[её]тн|адрес)[^.]{0,60}(?:заблокирован|отключ[её]н|неактив)|(?:用户|用戶|邮箱|郵箱|信箱|帐号|帳號)[^。]{0,20}(?:停用|禁用|冻结|凍結)",
    ),
    Meaning.UNKNOWN: (
        _of(_ADDRESS, _UNKNOWN),
        r"kein(?:en)? (?:solchen |gültigen )?(?:benutzer|empfänger|postfach|nutzer)|falsche (?:e-?mail-?)?(?:adresse|empfängeradresse)",
        r"(?:пользовател|получател|адресат|адрес|ящик)[^.]{0,40}не (?:найден|существует|зарегистрирован)|не удалось найти[^.]{0,40}(?:адрес|получател)|нет такого|несуществующ|(?:адресат|получатель|пользователь) неизвест",
        r"(?:宛先|受信者|ユーザ|メールアドレス|アドレス)[^。]{0,40}(?:存在し|見つか|不明|間違|誤り|確認)|存在しません|(?:用户|用戶|收件人|邮箱|郵箱|信箱|地址)[^。]{0,20}(?:不存在|未找到|无效|無效|錯誤|错误)|找不到[^。]{0,20}(?:用户|用戶|收件人|邮箱|郵箱|地址)",
        r"(?:주소|사용자|수신자|받는 사람)[^.]{0,30}(?:찾을 수 없|존재하지 않|알 수 없)|존재하지 않는 (?:사용자|주소|수신자)",
    ),
    Meaning.SPAM: (r"als spam|spam-?verdacht|unerwünschte (?:werbung|nachricht)|垃圾|спам",),
    Meaning.POLICY: (
        r"richtlinie|nicht (?:berechtigt|befugt|autorisiert)|berechtigung|zustellung(?:[^.]|\.(?=\S)){0,40}eingeschränkt|politique|非法|拒收|autorisé|permisos|oprávnění|權限|权限",
    ),
    Meaning.HOST_UNKNOWN: (
        _of(_DOMAIN, _UNKNOWN + r"|nicht (?:erreichbar|aufgelöst)"),
        r"(?:домен|ドメイン|域名)[^.。]{0,30}(?:не (?:найден|существует)|存在|見つか|不存在)|找不到[^。]{0,10}域名",
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
