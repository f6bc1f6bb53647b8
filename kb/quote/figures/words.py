"""The words around a number in three languages: scales, currencies, shares, bounds, and what a number counts."""

from __future__ import annotations

from kb.model import SERVED_LANGUAGES

SCALES = {
    "da": {"tusind": 1e3, "tusinde": 1e3, "million": 1e6, "millioner": 1e6, "mio": 1e6, "mill": 1e6, "milliard": 1e9, "milliarder": 1e9, "mia": 1e9, "billion": 1e12, "billioner": 1e12},
    "sv": {"tusen": 1e3, "miljon": 1e6, "miljoner": 1e6, "milj": 1e6, "mn": 1e6, "miljard": 1e9, "miljarder": 1e9, "mdr": 1e9, "md": 1e9, "biljon": 1e12, "biljoner": 1e12},
    "en": {"thousand": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12},
}  # fmt: skip
# Scale and currency in one word.
SCALED_CURRENCIES = {
    "mkr": (1e6, "kr"),
    "tkr": (1e3, "kr"),
    "mdkr": (1e9, "kr"),
    "mdrkr": (1e9, "kr"),
    "meur": (1e6, "EUR"),
    "msek": (1e6, "SEK"),
    "mdkk": (1e6, "DKK"),
}
CROWNS = {"da": "DKK", "sv": "SEK", "en": "kr"}
CURRENCIES = {
    "kr": "kr", "krone": "kr", "kroner": "kr", "krona": "kr", "kronor": "kr", "crowns": "kr",
    "dkk": "DKK", "sek": "SEK", "nok": "NOK", "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR",
    "usd": "USD", "dollar": "USD", "dollars": "USD", "$": "USD", "gbp": "GBP", "pund": "GBP", "pounds": "GBP", "£": "GBP",
}  # fmt: skip
CROWNS_OF = {
    "danske": "DKK", "dansk": "DKK", "danska": "DKK", "danish": "DKK",
    "svenske": "SEK", "svensk": "SEK", "svenska": "SEK", "swedish": "SEK",
    "norske": "NOK", "norska": "NOK", "norwegian": "NOK",
}  # fmt: skip
PERCENT = frozenset(["%", "procent", "percent", "pct"])
POINTS = frozenset(["procentpoint", "procentpoints", "procentenhet", "procentenheter"])

# Bounds before a number, each with its one name; longer ones first.
QUALIFIERS = {
    "more than": "mere end|flere end|mer än|fler än|more than|in excess of|upwards of|over|över|above|ovenfor|+",
    "at least": "mindst|minimum|minst|åtminstone|at least|no fewer than|no less than|ikke færre end|inte färre än",
    "at most": "højst|maksimalt|op til|op imod|op mod|högst|maximalt|som mest|upp till|uppemot|up to|at most|no more than|a maximum of",
    "less than": "mindre end|færre end|under|mindre än|färre än|less than|fewer than|below",
    "nearly": "knap|næsten|tæt på|lige under|knappt|nästan|nära|strax under|nearly|almost|close to|just under",
    "just over": "godt|lidt over|lige over|drygt|strax över|lite över|just over|slightly more than",
    "about": "omkring|cirka|ca.|ca|omtrent|rundt regnet|i størrelsesordenen|ungefär|omkring|runt|kring|about|around|approximately|some|roughly|circa|an estimated",
}  # fmt: skip

# Numbers written as words; one is left out, since it is also the article.
NUMBER_WORDS = {
    "da": "to 2 tre 3 fire 4 fem 5 seks 6 syv 7 otte 8 ni 9 ti 10 elleve 11 tolv 12 tretten 13 fjorten 14 femten 15 seksten 16 sytten 17 atten 18 "
    "nitten 19 tyve 20 tredive 30 fyrre 40 halvtreds 50 tres 60 halvfjerds 70 firs 80 halvfems 90 hundrede 100",
    "sv": "två 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tretton 13 fjorton 14 femton 15 sexton 16 sjutton 17 arton 18 "
    "nitton 19 tjugo 20 trettio 30 fyrtio 40 femtio 50 sextio 60 sjuttio 70 åttio 80 nittio 90 hundra 100",
    "en": "two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 "
    "seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90",
}  # fmt: skip
# Shares: words that stand for a fraction of something.
SHARES = {
    "da": {"halvdelen": 1 / 2, "en tredjedel": 1 / 3, "to tredjedele": 2 / 3, "en fjerdedel": 1 / 4, "tre fjerdedele": 3 / 4, "en femtedel": 1 / 5, "en tiendedel": 1 / 10},
    "sv": {"hälften": 1 / 2, "en tredjedel": 1 / 3, "två tredjedelar": 2 / 3, "en fjärdedel": 1 / 4, "tre fjärdedelar": 3 / 4, "en femtedel": 1 / 5, "en tiondel": 1 / 10},
    "en": {"half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3, "two thirds": 2 / 3, "a quarter": 1 / 4, "one quarter": 1 / 4, "three quarters": 3 / 4, "a fifth": 1 / 5, "one fifth": 1 / 5, "a tenth": 1 / 10},
}  # fmt: skip
# A whole and a half, or a dozen; a scale or what is counted follows.
HALVES = {
    "da": {"halvanden": 1.5, "halvandet": 1.5, "en halv": 0.5, "et halvt": 0.5, "et dusin": 12},
    "sv": {"en och en halv": 1.5, "ett och ett halvt": 1.5, "en halv": 0.5, "ett halvt": 0.5, "ett dussin": 12},
    "en": {"one and a half": 1.5, "half a": 0.5, "a dozen": 12},
}
AND_A_HALF = {"da": "en halv|et halvt|og en halv|og et halvt", "sv": "och en halv|och ett halvt", "en": "and a half"}
# "Two out of three": a share of whatever is told; of more than ten, both numbers are told.
OUT_OF = {"da": "ud af|af", "sv": "av", "en": "out of|in|of"}
_ORDINALS = {
    "da": "anden 2 tredje 3 fjerde 4 femte 5 sjette 6 syvende 7 ottende 8 niende 9 tiende 10",
    "sv": "annan 2 tredje 3 fjärde 4 femte 5 sjätte 6 sjunde 7 åttonde 8 nionde 9 tionde 10",
    "en": "second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10",
}
EVERY = {"da": "hver|hvert", "sv": "var|vart", "en": "every"}

# What ends the name of the thing that is counted.
FUNCTION_WORDS = frozenset(
    """
    af at blev blive bliver da de den der deres det dog du efter eller en end er et for fordi forskellige fra får gennem går har havde
    hos hun hvert hver hvis hvor i ikke ind inden kan kom kommer kun man med mellem men mens mod må når nu og også om omkring op over på
    samt siden skal skulle som så thi til trods ud uden under var ved vi vil ville årligt ligger bor
    av att bara blev blir blivit då dem deras det där detta du efter eller en ett finns före för från får genom går ha hade han har
    hon i in inom inte kan ken kommer kring men med mellan medan mot måste ned nu när och också om omkring per på sedan ska skulle som
    så till trots under upp ur ut utan var vart varje vi vid vill ville är över bor
    a about across after all also among an and any are as at be because been before between but by can could did do does during each
    every for from had has have he her his if in into is it its may more most must nor not now of off on or our out over per she should
    since so some than that the their them then there these they this those through to under until up was we were when where which
    while who will with within without would you your took take takes came come comes go goes went says said
    """.split()  # noqa: SIM905 - a word list reads better as text
)
COUNTED = frozenset(
    """
    mennesker personer medlemmer ansatte medarbejdere beskæftigede virksomheder job stillinger patienter kunder borgere studerende
    pendlere besøgende deltagere elever boliger sager svar
    människor personer medlemmar anställda medarbetare sysselsatta företag jobb tjänster patienter kunder medborgare studenter
    pendlare besökare deltagare elever bostäder ärenden svar
    people persons members employees staff workers jobs companies patients customers citizens students commuters visitors participants
    homes cases answers posts
    """.split()  # noqa: SIM905
)
# How long something lasts.
TIME = frozenset(
    "år årene åren måneder månader uger veckor dage dagar timer timmar years months weeks days hours".split()  # noqa: SIM905
)
# A year follows these.
YEAR_WORDS = frozenset(
    """
    i siden fra til mellem før efter inden år året årene primo medio ultimo budget budgettet
    sedan från till mellan före efter inom år året åren hösten våren sommaren vintern
    in since from to between until by before after year years during of spring summer autumn winter
    januar februar marts april maj juni juli august september oktober november december
    januari februari mars augusti january february march may june july october
    """.split()  # noqa: SIM905
)


def _pairs(text: str) -> dict[str, int]:
    words = text.split()
    return {word: int(number) for word, number in zip(words[::2], words[1::2], strict=True)}


def languages_of(language: str) -> tuple[str, ...]:
    """The language itself if it is served, else all that are."""
    return (language,) if language in SERVED_LANGUAGES else SERVED_LANGUAGES


def number_words(language: str) -> dict[str, int]:
    """Numbers written as words."""
    return {word: number for one in languages_of(language) for word, number in _pairs(NUMBER_WORDS[one]).items()}


def ordinals(language: str) -> dict[str, int]:
    """Ordinals as they stand in ``every tenth``."""
    return {word: number for one in languages_of(language) for word, number in _pairs(_ORDINALS[one]).items()}
