"""How Danish, Swedish and English web pages say what is not the article: whole-block patterns, by mechanism.

Every pattern must match a whole block or its start, and asks for at least two signs of its mechanism (an address to the
reader *and* the thing it is about), so that an article about cookies or browsers is not taken for a cookie notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE
_LONGEST = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A rule's name, its pattern, and the most words a block may have to fall under it.

    ``anywhere`` says that the pattern may stand anywhere in the block; else it is the whole of it. ``but`` matches
    blocks that are spared.
    """

    rule: str
    pattern: re.Pattern[str]
    most_words: int
    anywhere: bool = False
    but: re.Pattern[str] | None = None

    def fits(self, text: str, words: int) -> bool:
        """Whether a block of so many words falls under the rule."""
        if words > self.most_words or len(text) > _LONGEST or (self.but is not None and self.but.search(text)):
            return False
        return bool(self.pattern.search(text) if self.anywhere else self.pattern.fullmatch(text))


_YOU = r"(?:\byour\b|\byou\b|\bplease\b|\bdin\b|\bditt\b|\bdine\b|\bdina\b|\bdit\b|\bdu\b|\bvenligst\b|\bvänligen\b)"
_SITE = (
    r"(?:this (?:web ?)?(?:site|page)|our (?:web ?)?(?:site|pages?)|the (?:web ?)?site|denne (?:hjemmeside|side|webside)|dette websted|"
    r"(?:vores|vor) (?:hjemmeside|website|websted|side)|hjemmesiden|webstedet|websitet|den här (?:webbplatsen|sidan|webbsidan|sajten)|"
    r"vår (?:webbplats|hemsida|sajt|webbsida)|webbplatsen|hemsidan|sajten|denna webbplats|siden)"
)
_BROWSER = r"(?:browser(?:en|e|s)?|webbläsaren?|webblæser(?:en)?|internet explorer)"
_ANY = r"[^\n]{0,200}?"
_NEWS = r"(?:news ?letters?|nyhedsbrev(?:et|e)?|nyhetsbrev(?:et)?|mailing ?list|nyhedsmail|nyhetsmejl)"
NETWORK = (
    r"(?:facebook|twitter|linked ?in|x|bluesky|mastodon|instagram|whatsapp|messenger|e-?mail|e-?post|mail|mejl|"
    r"telegram|threads|pinterest|reddit|sms|youtube)"
)
_LIST = rf"{NETWORK}(?:(?:\s*[,|/·•–-]\s*|\s+(?:og|och|and|eller|or)\s+|\s+){NETWORK}){{0,8}}"
_HOME = r"(?:home|forside|forsiden|hjem|hem|start|startsida|startsidan|startside|du är här|du er her|you are here)"
_SEP = r"\s*(?:>|»|›|/|→|\\|\||::?)\s*"

PHRASES: tuple[Phrase, ...] = (
    Phrase(
        rule="browser-warning",
        pattern=re.compile(
            rf"(?:java ?script){_ANY}(?:turned off|disabled|blocked|not enabled|slået fra|deaktiveret|blokeret|ikke aktiveret|avstängt|"
            rf"avaktiverat|inaktiverat|blockerat|inte aktiverat|påslaget)|"
            rf"(?:turn on|switch on|enable|activate|requires?|needs?|slå|aktiv[ée]r|tænd|kræver|aktivera|slå på|kräver|behöver|"
            rf"stängt av|slået|slagit av|deaktiveret|inaktiverat|avaktiverat|blockerat|blokeret|turned off|disabled|blocked){_ANY}java ?script",
            _I,
        ),
        most_words=60,
        anywhere=True,
        but=re.compile(rf"^(?!.*(?:{_YOU}|{_SITE}|\b(?:turn on|enable|aktiv[ée]r|slå|aktivera)\b))", _I),
    ),
    Phrase(
        rule="browser-warning",
        pattern=re.compile(
            rf"(?:outdated|unsupported|old|forældet|gammel|föråldrad|gammal) {_BROWSER}|"
            rf"{_BROWSER}{_ANY}(?:not supported|no longer supported|unsupported|out of date|outdated|too old|understøttes ikke|ikke understøttet|"
            rf"ikke længere understøtte[st]|understøtter ikke|forældet|for gammel|stöds inte|stöds ej|stöds inte längre|inte längre|för gammal|föråldrad)|"
            rf"(?:use|upgrade|update|switch to|brug|anvend|opdat[ée]r|skift til|använd|uppdatera|uppgradera|byt till)\s{_ANY}"
            rf"(?:modern|newer|latest|newest|another|supported|moderne|nyere|nyeste|anden|opdateret|modern|nyare|senaste|annan)\s{_ANY}{_BROWSER}",
            _I,
        ),
        most_words=60,
        anywhere=True,
        but=re.compile(
            rf"^(?!.*(?:{_YOU}|{_SITE}|^(?:use|upgrade|update|switch|brug|anvend|opdat[ée]r|skift|använd|uppdatera|uppgradera|byt)\b))",
            _I,
        ),
    ),
    Phrase(
        rule="cookie-notice",
        pattern=re.compile(
            rf"(?:\bwe\b|\bvi\b|{_SITE}){_ANY}\b(?:use|uses|bruger|benytter|anvender|använder)\b[^.\n]{{0,60}}\b(?:cookies|kakor)\b|"
            rf"\b(?:use|uses|bruger|benytter|anvender|använder) (?:[^\W\d_]+ ){{0,2}}(?:cookies|kakor)\b[^\n]{{0,300}}"
            rf"(?:consent|samtyk|samtyck|indstilling|inställning|settings|preferences|godkänn|accept)|"
            rf"\b(?:cookies|kakor)\b[^\n]{{0,200}}{_SITE}[^\n]{{0,200}}(?:\byou\b|\bdu\b|\bdin\b|\bditt\b|\bdit\b|\byour\b)|"
            rf"(?:accept|acceptér|accepter|acceptera|godkänn|godkend|tillåt|tillad|allow|reject|afvis|avvisa|neka)\s+(?:all|alle|alla|the|kun|only|endast|nødvendige|nödvändiga)?\s*"
            rf"(?:necessary\s+|nødvendige\s+|nödvändiga\s+)?(?:cookies|kakor)\W*$",
            _I,
        ),
        most_words=120,
        anywhere=True,
    ),
    Phrase(
        rule="cookie-notice",
        pattern=re.compile(
            r"(?:manage|change|om|about|administr[ée]r|ændr[ae]?|hantera|ändra|cookie)[ -]*(?:cookie|kak)[ -]?(?:s|or)?[ -]?"
            r"(?:settings|preferences|indstillinger|inställningar|policy|samtykke|samtycke)?|"
            r"cookie[ -]?(?:settings|preferences|indstillinger|inställningar|policy|politik)|(?:jag )?(?:förstår|forstår|accepterer?|accept all|acceptér alle|godkänn alla|tillåt alla)",
            _I,
        ),
        most_words=4,
    ),
    Phrase(
        rule="newsletter",
        pattern=re.compile(
            rf"(?:sign up|subscribe|register|join|get|receive|tilmeld|tilmelding|abonn[ée]r|få|modtag|prenumerera|anmäl|skriv upp|registrera)\b[^.!?\n]{{0,90}}{_NEWS}[^\n]{{0,120}}|"
            rf"(?:newsletter|nyhedsbrev|nyhetsbrev)(?: sign-?up|stilmelding|sanmälan)?",
            _I,
        ),
        most_words=32,
    ),
    Phrase(
        rule="share-button",
        pattern=re.compile(
            rf"(?:(?:share|del|dela|follow|følg|följ|tweet)(?: (?:this|the|denne|dette|på|on|via|with|med|us|os|oss|artiklen|artikeln|siden|sidan|"
            rf"nyheden|nyheten|page|article|story|post|inlägget|indlægget|innehållet|indhold|{NETWORK}|:))*\s*:?\s*(?:{_LIST})?)|"
            rf"{NETWORK}(?:\s*[,|/·•]?\s*{NETWORK}){{1,8}}",
            _I,
        ),
        most_words=14,
    ),
    Phrase(
        rule="print-button",
        pattern=re.compile(
            r"(?:print|udskriv|skriv ut)(?: (?:this |the |denne )?(?:page|article|siden?|sidan|artiklen|artikeln))?|printvenlig(?: version| side)?|"
            r"utskriftsvänlig(?: version| sida)?|printer[- ]friendly(?: version| page)?|(?:copy|kopi[ée]r|kopiera) (?:the )?(?:link|linket|länk|länken|url)|"
            r"(?:download|hent|ladda ner|ladda ned) (?:as |som )?pdf",
            _I,
        ),
        most_words=5,
    ),
    Phrase(
        rule="call-to-action",
        pattern=re.compile(
            r"(?:(?:read|learn|find out|see|get|discover) (?:the )?more|(?:read|see|watch|view|listen to) (?:the (?:full|whole|entire|rest of))|continue reading|"
            r"læs (?:mere|videre|hele|også|resten)|se (?:mere|hele|også)|hør mere|find (?:mere|flere)|få mere|"
            r"läs (?:mer|mera|vidare|hela|också|även|resten)|se (?:mer|hela|också)|hitta (?:mer|fler)|ta reda på mer|"
            r"click here|klik her|klicka här|tryck här|tryk her)\b[^.!?\n]*[:…>»→]*",
            _I,
        ),
        most_words=24,
        but=re.compile(
            r"www\.|https?://|@|\b(?:page|section|chapter|annex|appendix|table|figure|side|afsnit|kapitel|bilag|tabel|figur|sida|avsnitt|bilaga|tabell)\s+\d"
            r"|\b(?:report|rapport\w*|that|at|att|som|who|than|end|än) [^.]{60,}",
            _I,
        ),
    ),
    Phrase(
        rule="call-to-action",
        pattern=re.compile(
            r"(?:(?:read|learn|find out|see|find|register|sign up|apply|download|book)\b|(?:læs|se|find|hent|tilmeld|ansøg|søg|hør|bestil)\b|"
            r"(?:läs|se|hitta|ladda|anmäl|ansök|boka|hämta)\b)[^.!?\n]*\b(?:here|via (?:this|the) link|on (?:this|our) (?:page|website)|at this link|"
            r"her|via (?:dette )?link(?:et)?|på (?:dette link|vores hjemmeside|hjemmesiden)|här|via (?:den här |denna )?länk(?:en)?|"
            r"på (?:vår|den här) (?:webbplats|hemsida|sida|länken))\W*",
            _I,
        ),
        most_words=24,
        but=re.compile(r"www\.|https?://|@", _I),
    ),
    Phrase(
        rule="page-furniture",
        pattern=re.compile(
            r"(?:skip|jump|go) to (?:the )?(?:main )?(?:content|navigation|menu)|(?:spring|gå|hop) (?:direkte )?til (?:hoved)?(?:indhold(?:et)?|navigation|menu(?:en)?)|"
            r"(?:hoppa|gå) (?:direkt )?till (?:huvud)?(?:innehåll(?:et)?|meny(?:n)?|navigering(?:en)?)|(?:back to|til|tilbage til|tillbaka till|till|upp till) (?:the )?(?:top|toppen|sidans topp)(?: (?:of (?:the )?page|af siden|på sidan))?|"
            r"(?:open|close|åbn|luk|öppna|stäng|show|hide|vis|skjul|visa|dölj) (?:the )?(?:menu(?:en)?|meny(?:n)?|navigation|search|søgning|sök)|menu|meny|sök|søg|search|"
            r"annons|annonce|advertisement|advertisment|reklame|reklam|sponsored content|"
            r"(?:listen to|lyt til|lyssna på|hør) (?:this |the |denne )?(?:page|article|text|sidan?|siden|artiklen|artikeln|teksten|texten)|lyssna|læs op|läs upp|få teksten læst op|oplæsning|talande webb|"
            r"log ?in|log ind|logga in|sign in|loading(?: ?\.{3}|…)?|indlæser|laddar|(?:previous|next|forrige|næste|föregående|nästa)(?: (?:article|page|artikel|side|sida))?",
            _I,
        ),
        most_words=7,
    ),
    Phrase(
        rule="reading-time",
        pattern=re.compile(
            r"(?:reading time|read time|læsetid|lästid|est(?:imated)? reading time)\W*(?:ca\.?\s*)?\d{1,3}\s*(?:min(?:ut(?:e[rs]?|er)?)?\.?)?|"
            r"\d{1,3}\s*(?:-?\s*min(?:ute|uter|utters|utes)?\.?)\s*(?:read|læsning|läsning|læsetid|lästid)",
            _I,
        ),
        most_words=7,
    ),
    Phrase(
        rule="breadcrumb",
        pattern=re.compile(
            rf"{_HOME}\s*:?(?:{_SEP}[^>»›/→|\n]{{1,60}}){{1,8}}(?:{_SEP})?|[^>»›\n]{{3,40}}(?:[>»›]\s*[^>»›\n]{{3,50}}){{2,8}}",
            _I,
        ),
        most_words=30,
    ),
    Phrase(
        rule="confidentiality",
        pattern=re.compile(
            r"(?:this|denne|detta|dette|det här|the information in this)\s+(?:e-?mail|e-?post\w*|mail|mejl\w*|message|meddelande|meddelelse|besked)\b[^\n]{0,200}"
            r"(?:confidential|privileged|intended (?:only|solely)|fortrolig\w*|kun tiltænkt|konfidentiell\w*|sekretess|avsed[dt] (?:endast|enbart)|endast avsed[dt]|enbart avsed[dt])",
            _I,
        ),
        most_words=150,
        anywhere=True,
    ),
    Phrase(
        rule="mail-signature",
        pattern=re.compile(
            r"(?:sent from my|sendt fra min|skickat från min|sänt från min|get outlook for|hent outlook til|hämta outlook för)\b[^\n]{0,50}|"
            r"(?:please )?(?:consider|think of) the environment before printing[^\n]{0,60}|tænk på miljøet,? før du (?:printer|udskriver)[^\n]{0,60}|"
            r"tänk på miljön innan du skriver ut[^\n]{0,60}",
            _I,
        ),
        most_words=20,
    ),
    Phrase(
        rule="disclaimer",
        pattern=re.compile(
            r"[^.\n]{0,60}\b(?:ansvarar inte|tar inget ansvar|är inte ansvarig|er ikke ansvarlig|har intet ansvar|påtager sig intet ansvar|hæfter ikke|"
            r"is not responsible|are not responsible|accepts? no responsibility|takes? no responsibility) (?:för|for) (?:innehållet|indholdet|indhold|innehåll|(?:the )?contents?)"
            r" (?:på|av|i|af|of|on) (?:andra |andre |other )?(?:externa|eksterne|external|länkade|linkede|linked|tredje\w*|third[- ]party)\b[^.\n]{0,60}\.?",
            _I,
        ),
        most_words=24,
    ),
    Phrase(
        rule="copyright-line",
        pattern=re.compile(
            r"(?:©|\(c\)|copyright)[^\n]{0,100}\b(?:19|20)\d\d\b[^\n]{0,100}|[^.\n]{0,80}(?:all rights reserved|alle rettigheder forbeholdes?|alla rättigheter förbehålls?|alla rättigheter förbehållna)\W*",
            _I,
        ),
        most_words=16,
    ),
)

_FOLLOW_LINK = re.compile(
    r"(?:(?:read|learn|find out|see|register|sign up|download)\b|(?:læs|se|hent|tilmeld)\b|(?:läs|se|ladda|anmäl|hämta)\b)[^.!?,;\n]{0,100}"
    r"\b(?:here|via (?:this|the) link|her|via (?:dette )?link(?:et)?|här|via (?:den här |denna )?länk(?:en)?)[ :»>→]*",
    _I,
)


def is_invitation(text: str) -> bool:
    """Whether a paragraph's last words, without an end stop, point at a link that is not there any more."""
    return _FOLLOW_LINK.fullmatch(text) is not None
