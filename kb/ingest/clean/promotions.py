"""What a web page asks of its reader between the paragraphs: to subscribe, follow, tip, download, log in.

As in ``phrases``, every pattern is a whole block and asks for two signs: the request and what it is about.
"""

from __future__ import annotations

import re

from kb.ingest.clean.phrases import NETWORK, Phrase

_I = re.IGNORECASE
_REST = r"[^\n]{0,220}"
_OUR = r"(?:our|the|this|vores|vor|appen|vår|våra|denne|den här)"
_ARTICLE = r"(?:article|story|page|post|text|artikel|artiklen|artikeln|side|sida|siden|sidan|teksten|texten|historie|indlæg|inlägg)"
_MINUTES = r"(?:\W*\d{1,3}\W*(?:min(?:ut(?:e[rs]?)?)?\.?|sec(?:onds?)?|sek\.?))?"
_PRICE = r"(?:[£$€]\s?\d|\d+[.,]?\d*\s?(?:kr\b|kroner|krone|kronor|krona|pounds?|euros?|dollars?|p\b|%))"
_BUY = r"(?:subscri|donat|member|abonn|prenumer|medlem|prøv\b|prova\b|try\b|from\b|offer|tilbud|erbjudande|gratis|free)"
_SPARED = re.compile(r"[»«“”\"]|\b(?:says?|said|siger|sagde|säger|sade|sa)\b", _I)


def _promotion(rule: str, *patterns: str, most_words: int = 32, anywhere: bool = False) -> Phrase:
    return Phrase(
        rule=rule,
        pattern=re.compile("|".join(patterns), _I),
        most_words=most_words,
        anywhere=anywhere,
        but=None if anywhere else _SPARED,
    )


_LETTER = r"(?:e-?mails?|mails?|e-post\w*|mejl\w*|newsletters?|nyhedsbrev\w*|nyhetsbrev\w*|messages?|besked|utskick)"

PROMOTIONS: tuple[Phrase, ...] = (
    _promotion(
        "newsletter-frame",
        rf"(?:du (?:modtager|får|har (?:modtaget|fået|fått))|you(?: are|['’]re|['’]ve|have)? ?(?:receiv\w+|getting|got))\b[^\n]{{0,20}}\b{_LETTER}"
        rf"{_REST}\b(?:fordi|eftersom|because|tilmeld\w*|abonn\w*|prenumer\w*|anmält|subscri\w*|signed up){_REST}",
        rf"(?:(?:har du |having )?(?:problemer|problem|trouble)\b[^\n]{{0,30}}\b{_LETTER}{_REST})?(?:vis|se|læs|visa|läs|view|read|open)\b[^\n]{{0,30}}"
        r"\b(?:i (?:din |en )?browser(?:en)?|i (?:din )?webbläsare\w*|in (?:your |a |the )?(?:web )?browser|online)\b[^\n]{0,60}",
        rf"(?:{_REST}\W)?(?:afmeld|frameld|avregistrera|avprenumerera|avanmäl|avsluta prenumerationen|unsubscribe|opt out)\b[^\n]{{0,40}}"
        rf"(?:\b(?:her|här|here|link|länk\w*|time|{_LETTER})\b|https?://)[^\n]{{0,120}}",
        most_words=50,
    ),
    _promotion(
        "page-furniture",
        rf"(?:listen to|lyt til|lyssna på|hør) (?:{_OUR} )?{_ARTICLE}{_MINUTES}\W*",
        rf"(?:scroll|rul|rulla|skrolla?)\b(?: (?:down|ned|ner))? (?:to|for|for at|för att) (?:continue|keep|læse|fortsætte|läsa|fortsätta)\b{_REST}",
        rf"(?:{_OUR} )?{_ARTICLE} (?:continues|fortsætter|fortsätter) (?:below|after|under|efter|nedenfor|nedan)\b{_REST}",
        rf"(?:found|spotted|seen|har du (?:fundet|set|hittat|sett)|fandt du|hittade du|fejl i|fel i)\b{_REST}\b(?:error|mistake|typo|fejl|fel|artiklen|artikeln)\b"
        rf"{_REST}\b(?:let us know|tell us|report|e-?mail|skriv|kontakt|kontakta|giv os|hör av dig|mejla|mail|tipsa)\b{_REST}",
        rf"(?:leave|write|post|join|skriv|lämna|læg|deltag|delta)\b{_REST}\b(?:a comment|comments?|conversation|en kommentar|kommentarer|kommentarsfeltet|kommentarfältet|debatten)\b[^\n]{{0,40}}",
        most_words=24,
    ),
    _promotion(
        "promotion",
        rf"(?:please )?(?:support|støt|stöd)\b[^\n]{{0,60}}\b(?:journalis\w*|\w*journalistik\w*|reporting|newsroom|newspaper|avis\w*|tidning\w*|arbejde|arbete|work)\b"
        rf"{_REST}(?:{_BUY}|{_PRICE}){_REST}",
        rf"(?:got|have(?: you)?(?: got)?|do you have|har du|vet du|ved du)\b[^\n]{{0,25}}\b(?:story|tips?|nyhedstips?|nyhetstips|news|historie|nyhed|nyhet)\b[^\n]{{0,40}}\W"
        rf"{_REST}\b(?:call|e-?mail|send|contact|message|ring|skriv|mejla|mail|kontakt|kontakta|tip|tipsa)\b{_REST}",
        rf"(?:subscribe|abonn[ée]r|prenumerera|bliv (?:abonnent|medlem)|bli (?:prenumerant|medlem)|become a (?:member|subscriber)|try|prøv|prova)\b{_REST}"
        rf"(?:{_PRICE}|\b(?:free|gratis)\b)[^\n]{{0,40}}\b(?:month|week|year|måned|uge|år|månad|vecka|trial|prøveperiode|provperiod)\w*\b[^\n]{{0,60}}",
        rf"(?:{_REST}\W)?(?:download|get|install|hent|installer|ladda (?:ner|ned|hem)|skaffa)\b[^\n]{{0,25}}\b(?:our|vores|vår|{NETWORK})\b[^\n]{{0,30}}\b(?:apps?|app(?:en|ar))\b{_REST}",
        rf"(?:don['’]?t|do not|never|aldrig|gå ikke|gå aldrig|missa (?:inte|inga|aldrig))\b[^\n]{{0,12}}\b(?:miss|glip|missa|inga|inte|aldrig)\b{_REST}"
        rf"\b(?:download|sign up|subscribe|follow|app|newsletter|hent|tilmeld|følg|nyhedsbrev|ladda|prenumerera|följ|nyhetsbrev)\b{_REST}",
        rf"(?:{_OUR} )?{_ARTICLE}\b[^\n]{{0,30}}\b(?:contains?|includes?|indeholder|innehåller)\b[^\n]{{0,20}}\b(?:affiliate|annoncelinks?|reklamelinks?|annonslänkar|reklamlänkar|sponsored links?)\b{_REST}",
        rf"(?:we|vi)\b[^\n]{{0,20}}\b(?:receive|earn|get|får|tjener|tjänar)\b[^\n]{{0,20}}\b(?:commission|kommission|provision)\b{_REST}",
    ),
    _promotion(
        "share-button",
        rf"(?:follow|følg|följ|like|gilla|find|hitta) (?:us|os|oss|\w+ \w+) (?:on|på|via)\b[^\n]{{0,20}}\b{NETWORK}\b[^\n]{{0,90}}",
        most_words=20,
    ),
    _promotion(
        "log-in",
        rf"(?:(?:{_OUR}|dette|detta|det här)\W)?{_REST}\b(?:locked|låst|for subscribers|subscribers only|for abonnenter|för prenumeranter|premium|plus)\b"
        rf"{_REST}\b(?:log ?in|sign in|subscribe|log ind|logga in|abonn\w*|prenumer\w*|køb|köp)\b{_REST}",
        r"(?:already (?:a )?(?:subscriber|member)|allerede (?:abonnent|medlem)|redan (?:prenumerant|medlem|kund))\b[^\n]{0,30}\b(?:log ?in|sign in|log ind|logga in)\b[^\n]{0,30}",
        most_words=24,
    ),
    _promotion(
        "cookie-notice",
        rf"\b(?:we and our|vi og vores|vi och våra)\b[^\n]{{0,20}}\b(?:partner|partnere|partners|samarbejdspartnere|leverandører|leverantörer|vendors)\b{_REST}"
        r"\b(?:cookies|kakor|consent|samtykke\w*|samtyck\w*|device|enhed\w*|enhet\w*)\b",
        most_words=160,
        anywhere=True,
    ),
)
