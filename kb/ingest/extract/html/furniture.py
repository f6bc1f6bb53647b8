"""Furniture told by its words, in Danish, Swedish and English, for blocks whose place did not give them away.

Every pattern is anchored at the start of a block and bounded by the block's length, so that an article *about*
cookies or newsletters keeps its sentences.
"""

from __future__ import annotations

import re

_SHORT, _LONG = 90, 420


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("(?i)(?:" + "|".join(patterns) + ")")


_SENTENCES = (
    (
        "notice",
        _any(
            r"(?:vi|denne (?:hjemme)?side|hjemmesiden|websitet|sitet) (?:bruger|anvender|benytter) (?:\w+ ){0,3}(?:cookies|småkager)\b",
            r"(?:vi|den här (?:webbplatsen|sidan|webbsidan)|webbplatsen|sajten) använder (?:\w+ ){0,3}(?:cookies|kakor)\b",
            r"(?:we|this (?:web)?site|our (?:web)?site|our partners and we|we and our partners) uses? (?:\w+ ){0,4}cookies\b",
            r"(?:by (?:using|continuing|clicking)|ved at (?:bruge|fortsætte|klikke)|genom att (?:använda|fortsätta|klicka))\b.{0,90}\b(?:cookies?|kakor)\b",
            r"(?:accepter|acceptera|godkänn|godkend|tillåt|tillad|accept|allow|reject|afvis|avvisa)\s+(?:alle|alla|all)\b(?:\s+(?:cookies|kakor))?$",
            r"(?:læs|läs|read)\s+(?:mere|mer|more)\s+(?:i|om|about|in)\b.{0,60}\b(?:cookies?|cookiepoliti\w+|kakor|privatlivspoliti\w+|privacy)\b",
            r"(?:cookies?|kakor)(?:\s+(?:på|on)\s+.{1,60})?$",
        ),
    ),
    (
        "browser-warning",
        _any(
            r"(?:din|your|den) (?:browser|webbläsare|webblæser)\b.{0,90}\b(?:javascript|understøtter|understøttes|forældet|stöd|stöds|stödjer|föråldrad|inaktuell|outdated|support|supported|up to date)\b",
            r"the browser you are using is not supported",
            r"(?:javascript|js) (?:er|är|is|must be|skal være|måste vara|seems to be|has been|appears to be)\b.{0,60}\b(?:slået|aktiver\w+|avstäng\w*|av|enabled|disabled|turned|blocked|required|slået fra|krävs|påkrævet)\b",
            r"(?:slå|aktivér|aktiver|aktivera|enable|turn on|please enable|please turn on|du skal|du måste|you need to|you must)\b.{0,50}\bjavascript\b",
            r"please (?:use|upgrade|update)\b.{0,30}\bbrowser\b",
            r"(?:opdater|uppdatera|byt till|skift til)\b.{0,40}\b(?:browser|webbläsare)\b",
        ),
    ),
    (
        "sign-up",
        _any(
            r"(?:tilmeld|abonner|skriv) dig (?:på|til|vores|her|nyheds)\b.{0,60}(?:nyhedsbrev|nyhedsmail|her\b)",
            r"(?:få|modtag) (?:\w+ ){0,6}(?:nyhedsbrev|nyhetsbrev|nyheder|nyheter|historier)\w*.{0,60}\b(?:indbakke|mail|inkorg|mejl)",
            r"(?:prenumerera|anmäl dig|skriv upp dig|registrera dig|abonnera)\b.{0,60}\b(?:nyhetsbrev\w*|mejl|här)\b",
            r"(?:sign up|subscribe|register|join)\b.{0,70}\b(?:newsletters?|mailing list|email(?:s| list| updates)?|inbox|updates|to our|free)\b",
            r"(?:get|receive) (?:the |our |more )?(?:\w+ ){0,7}(?:in|to|delivered to) your inbox\b",
            r"(?:nyhedsbrev|nyhetsbrev|newsletter|subscribe(?: now| today)?|prenumerera|tilmeld nyhedsbrev|sign up(?: now)?)$",
            r"(?:already a subscriber|allerede abonnent|redan prenumerant)\b",
        ),
    ),
    (
        "footer",
        _any(
            r"(?:.{0,40}, )?(?:ophavsret|upphovsrätt|copyright|©|\(c\))\s*(?:©\s*)?(?:\d{4}|by\b)",
            r"(?:.{0,60}[.,–-] )?(?:alle rettigheder forbeholdes|alla rättigheter (?:förbehåll\w+|reserverade)|all rights reserved)",
            r"(?:ansvarshavende (?:chef)?redaktør|ansvarig utgivare)\s*:",
            r"©",
        ),
    ),
)
_LINES = (
    (
        "sharing",
        _any(
            r"(?:del|dela|share)(?:\s+(?:artiklen|artikeln|siden|sidan|denne (?:artikel|side)|den här (?:artikeln|sidan)|inlägget|nyheten|nyheden|(?:this|the) (?:article|page|post|story|link)|this|on (?:facebook|twitter|linkedin|x|whatsapp|pinterest)|på (?:facebook|twitter|linkedin|x)|via (?:e-?mail|e-post|mail)|med (?:andre|andra)))?\s*[:!]?$",
            r"(?:facebook|twitter|x|linkedin|whatsapp|pinterest|instagram|tumblr|reddit|e-?mail|mail|e-post|print|udskriv|skriv ut|tweet|kopi[eé]r link|kopiera länk|copy link|bluesky|threads|mastodon)(?:[\s,|/·•]+(?:facebook|twitter|x|linkedin|whatsapp|pinterest|instagram|tumblr|reddit|e-?mail|mail|e-post|print|udskriv|skriv ut|bluesky|threads|mastodon))*\s*$",
            r"(?:følg|följ|follow) (?:os|oss|us|me)\b.{0,40}$",
            r"(?:tip|tipsa) (?:en ven|en vän|os|oss)\b.{0,30}$",
            r"click to (?:share|print|email)\b",
        ),
    ),
    (
        "related",
        _any(
            r"(?:læs også|läs också|läs även|læs mere(?: her| om)?|läs mer(?: här| om)?|se også|se även|se också|read (?:also|more|next|this next)|also read|see also|mere om emnet|mer om ämnet|(?:du vil )?måske også|kanske (?:också|även))\s*[:»›>→]",
            r"(?:læs også|läs också|läs även|læs mere|läs mer|mere om emnet|mer om ämnet|relateret(?: indhold| artikler)?|relaterede (?:artikler|nyheder|sider|links?)|relatera(?:d|t|de)(?: innehåll| material| artikel| information)?|relaterade (?:artiklar|nyheter|sidor|länkar)|mest læste?(?: artikler| nyheder)?|mest lästa?(?: artiklar| nyheter)?|seneste nyt|seneste nyheder|senaste nytt|senaste nyheterna|andre læser|andra läser|andre læste også|populært|populärt(?: just nu)?|fler nyheter|flere nyheder|fler artiklar|flere artikler|anbefalet(?: til dig)?|rekommenderas|rekommenderat(?: för dig)?|lignende artikler|liknande artiklar)\s*$",
            r"(?:related(?: (?:articles?|posts?|stories|content|links?|topics|news|reading|resources))?|read (?:more|next|also)|more (?:from|on|in|stories|articles|news|like this)\b.{0,40}|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b.{0,30}|recommended(?: for you| reading| stories)?|most (?:read|popular|viewed)|trending(?: now| stories)?|popular (?:posts|articles|stories)|latest (?:news|posts|articles|stories)|recent posts|editors?['’]? picks?|up next|keep reading|what to read next|next (?:article|post)|previous (?:article|post))\s*:?$",
            r"related(?: story| article| content)?\s*:\s",
        ),
    ),
    (
        "comments",
        _any(
            r"(?:kommentarer|kommentarsfält|kommentér|kommentera|skriv (?:en )?kommentar|lämna en kommentar|leave a (?:reply|comment)|post a comment|add a comment|comments?|(?:\d+|no) (?:kommentar(?:er)?|comments?|responses?))\s*(?:\(\d+\))?:?$",
            r"(?:your email address will not be published|din (?:e-mailadresse|e-postadress) (?:vil ikke blive|kommer inte))",
            r"(?:log ind|logga in|log in|sign in) (?:for at|för att|to) (?:kommentere|kommentera|comment|reply|join)",
            r"(?:you must be|du skal være|du måste vara) (?:logged in|logget ind|inloggad)",
        ),
    ),
    (
        "advertisement",
        _any(
            r"(?:annonce|annons|reklame?|reklam|advertisement|advertising|sponsored|sponsored content|sponsoreret|sponsrat|sponsored by|ad)\s*:?$",
            r"(?:artiklen|artikeln|article|story|this story) (?:fortsætter|fortsätter|continues)\b.{0,40}$",
            r"(?:annoncen|annonsen) ",
        ),
    ),
    ("caption", _any(r"(?:bildtext(?:er)?|billedtekst(?:er)?|picture captions?)\s*:?$")),
    (
        "navigation",
        _any(
            r"(?:gå|hop|spring|hoppa|skip|jump|go)(?: direkte| direkt)? (?:til|till|to) (?:hoved)?(?:indhold\w*|innehåll\w*|(?:main )?content|navigation\w*|menu\w*|toppen|top|huvudinnehåll\w*)\b.{0,20}$",
            r"(?:til toppen|till toppen|tillbaka(?: till .{1,30})?|tilbage(?: til .{1,30})?|back(?: to .{1,30})?|to top|menu|meny|søg|sök|search|log ind|logga in|log in|login|sign in|luk|stäng|close|forside|startsida|home|udskriv|skriv ut|print(?: this page)?|lyt|lyssna|listen|lyt til artiklen|lyssna på (?:texten|sidan|artikeln)|næste|nästa|next|forrige|föregående|previous|vis mere|visa mer|show more|load more|se mere|se mer|view all|se alle|se alla|indhold på siden|innehåll på sidan|på denne side|på den här sidan|on this page|in this article|i denne artikel|i den här artikeln|table of contents|contents)\s*[»›>→:]?$",
            r"(?:du er her|du är här|you are here)\s*:",
            r"(?:hjalp (?:informationen|den här sidan)|hjälpte (?:informationen|den här sidan)|fandt du (?:det|hvad)|hittade du|was this (?:page|article|information) helpful|did you find (?:this|what))\b.{0,60}$",
            r"var (?:denne|siden|indholdet|informationen|den här|sidan|innehållet)\b.{0,30}\b(?:nyttig\w*|til hjælp|hjælpsom\w*|brugbar\w*|till hjälp|användbar\w*)\s*\?$",
            r"(?:fik du (?:svar|hjælp)|fandt du svar|fick du (?:svar|hjälp)|hvad synes du om (?:siden|denne side)|vad tycker du om (?:sidan|den här sidan)|was this helpful|how useful was this)\b.{0,60}\?$",
            r"(?:emneord|emner|ämnesord|ämnen|nyckelord|etiketter|taggar|tags|topics|filed under|categories|kategorier|kategori|category)\s*:",
            r"\d{1,2}\s*(?:min(?:\.|utes?|utters?|uters?)?)[\s-]*(?:read|læsning|läsning|lästid|læsetid)\b.{0,10}$",
            r"(?:læsetid|lästid|reading time)\s*:?\s*\d",
            r"(?:\d{1,6}|[\d.,]+k)\s+(?:views?|visninger|visningar|shares?|likes?)$",
        ),
    ),
)
_TAIL_HEADINGS = (
    (
        "contact",
        _any(
            r"(?:kontakt|kontakt os|kontakta oss|contact|contact us|for mere information|mere information|mer information|ytterligare information|yderligere oplysninger|kontaktperson(?:er)?|kontaktpersoner|presskontakt|pressekontakt|media contacts?|press contacts?)\s*:?$"
        ),
    ),
    (
        "byline",
        _any(
            r"(?:om (?:forfatteren|forfatterne|skribenten|författaren|författarna)|about (?:the )?(?:authors?|writers?|contributors?)(?: .{0,40})?|author bio|written by)\s*:?$"
        ),
    ),
)


def rule_of(text: str, *, heading: bool = False) -> str | None:
    """The rule by which these words are furniture, or None; ``heading`` adds what only headings are recognised by."""
    flat = " ".join(text.split())
    if len(flat) <= _LONG:
        for rule, pattern in _SENTENCES:
            if pattern.match(flat):
                return rule
    if len(flat) <= _SHORT:
        for rule, pattern in _LINES:
            if pattern.match(flat):
                return rule
    return tail_rule(flat) if heading else None


def tail_rule(text: str) -> str | None:
    """The rule for a heading that opens a closing section of furniture (contact card, about the author), or None."""
    flat = " ".join(text.split())
    if len(flat) > _SHORT:
        return None
    return next((rule for rule, pattern in _TAIL_HEADINGS if pattern.match(flat)), None)
