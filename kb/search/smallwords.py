"""The small words of each language: they tell the language of a question and say little of its subject.

A question is not narrowed by them, unless it has nothing else or asks for them in a phrase or with ``+``.
"""

from __future__ import annotations

_WORDS = {
    "da": """
        ad af alle alt at da de dem den denne der deres det dette dig din disse du efter ej eller en end er et for fra
        før ham han hans har have havde hen her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor
        hvornår i ift ikke imellem ind inden indenfor inkl jeg jer jeres jo kan kunne man mange med meget mellem men mig
        min mod må ned nogen noget nogle når nu og også om omkring op os over på samt sig sin sit ske skal skulle som så
        sådan til ud uden under ved vedrørende vi via vil ville vor vores være var vært blev blive bliver
    """,
    "sv": """
        alla allt att av avseende bland blev bli blir bör de dem den denna deras dess dessa det detta dig din du där då
        efter ej eller en enligt er ert ett från för genom ha hade han hans har hennes hon hos hur här i icke in inför
        innan inom inte ja jag kan kring kunde man med mellan men mig min mot mycket måste många nog något några när nu
        någon och också om oss på samt sig sin sitt ska skall skulle som så sådan till under upp ur ut utan utom vad var
        vara vars varför vart vem vi via vid vilka vilken vilket vill är än åt över
    """,
    "en": """
        a about after all also an and any are as at be been before being between but by can could did do does for from
        had has have he her here him his how i if in into is it its may me might more most must my no not of on or our
        out over shall she should so some such than that the their them then there these they this those through to
        towards under up upon us very via was we were what when where which while who whom whose why will with within
        would you your
    """,
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
