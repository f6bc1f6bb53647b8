"""Words of comparison and direction: "less" for "more" turns a sentence as surely as a dropped "not"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

# Each row is one way to compare, the words of one direction against those of the other. Written by hand, all three languages
# together: no word of one is the opposite word of another.
_AXES = (
    (
        (
            "more greater greatest larger largest bigger biggest higher highest longer longest wider "
            "mere flere større størst største højere højest højeste længere længst "
            "mer mera fler flera större störst största högre högst högsta längre längst mere"
        ),
        (
            "less fewer fewest smaller smallest lower lowest shorter shortest narrower lesser "
            "mindre færre færrest mindst mindste lavere lavest laveste kortere kortest "
            "mindre färre minst minsta lägre lägst lägsta kortare kortast"
        ),
    ),
    (
        (
            "increase increases increased increasing rise rises rose risen rising grow grows grew grown growing growth doubled raise raises raised "
            "øge øger øget øges øgede øgning stige stiger steg steget stigning stigende vokse vokser voksede vækst voksende hæve hæver hævet hæves "
            "öka ökar ökat ökas ökade ökning ökande stiga stiger steg stigit stigande växa växer växte vuxit tillväxt höja höjer höjt höjs höjde höjning"
        ),
        (
            "decrease decreases decreased decreasing fall falls fell fallen falling shrink shrinks shrank drop drops dropped decline declines declined "
            "reduce reduces reduced reducing reduction cut halved lower lowered "
            "mindske mindsker mindsket mindskes sænke sænker sænket sænkes falde falder faldt faldet fald faldende skrumpe skrumper reducere reducerer "
            "reduceret reduktion halveret "
            "minska minskar minskat minskas minskade minskning minskande sänka sänker sänkt sänks sänkte sänkning falla faller föll fallit krympa krymper "
            "reducera reducerar reducerat halverats"
        ),
    ),
    (
        "over above exceeding up upwards maximum most højst højest op over maks maksimalt mest högst upp över max maximalt mest uppåt opad",
        "under below beneath down downwards minimum least mindst ned under min minimalt minst ner ned under minimalt nedåt nedad",
    ),
    (
        "before earlier earliest previously first sooner før tidligere tidligst først første forud före innan tidigare tidigast först första",
        "after later latest afterwards last efter senere senest sidst sidste bagefter efter senare senast sist sista därefter",
    ),
    (
        (
            "better best good stronger strongest strengthen strengthens strengthened easier simpler faster cheaper safer improve improves improved improvement "
            "bedre bedst bedste god godt gode stærkere styrke styrker styrket styrkes lettere nemmere enklere hurtigere billigere sikrere forbedre forbedrer forbedret "
            "bättre bäst bästa god gott goda starkare stärka stärker stärkt stärks lättare enklare snabbare billigare säkrare förbättra förbättrar förbättrat"
        ),
        (
            "worse worst bad poor weaker weakest weaken weakens weakened harder difficult slower dearer costlier riskier worsen worsens worsened deterioration "
            "værre værst værste dårlig dårligt dårlige dårligere svagere svække svækker svækket svækkes sværere vanskeligere langsommere dyrere farligere forværre forværrer forværret "
            "sämre sämst sämsta dålig dåligt dåliga svagare försvaga försvagar försvagat försvagas svårare krångligare långsammare dyrare farligare försämra försämrar försämrat"
        ),
    ),
    (
        (
            "allow allows allowed permit permits permitted accept accepts accepted approve approved support supports supported yes always all open opens opened "
            "win wins won true public inside include includes included tilladt tillader godkendt godkender accepterer støtter støtte ja altid alle åbne åbner åbnet "
            "vinder vandt offentlig offentligt inkluderer tillåter tillåtet tillåten godkänt godkänner accepterar stöder stödja alltid alla öppna öppnar öppnat "
            "vinner vann offentlig offentligt inkluderar"
        ),
        (
            "forbid forbids forbidden prohibit prohibits prohibited ban bans banned reject rejects rejected refuse refuses refused oppose opposes opposed no never none "
            "close closes closed lose loses lost false private outside exclude excludes excluded forbudt forbyder afvist afviser modsætter nej aldrig ingen lukke lukker "
            "lukket taber tabte privat private ekskluderer förbjuder förbjudet förbjuden avslår avslog avvisar avvisade motsätter nej inga ingen stänga stänger stängt "
            "förlorar förlorade privat privata exkluderar"
        ),
    ),
)
# The words that compare wherever they stand: one that is dropped or added matters too.
_ALONE = 2


@cache
def _directions() -> dict[str, tuple[tuple[int, int], ...]]:
    """Word → the axes it stands on, each with its direction; none where it stands on both sides of one."""
    found: dict[str, dict[int, int]] = {}
    for axis, sides in enumerate(_AXES):
        for direction, words in zip((1, -1), sides, strict=True):
            for word in words.split():
                known = found.setdefault(word, {})
                known[axis] = known.get(axis, direction) + direction if axis in known else direction
    return {
        word: tuple((axis, 1 if total > 0 else -1) for axis, total in axes.items() if total)
        for word, axes in found.items()
    }


def turns(source: Iterable[str], draft: Iterable[str]) -> bool:
    """Whether words that differ turn a comparison: an opposite for a word, or a comparison dropped or added.

    ``source`` and ``draft`` are the words that stand on one side only.
    """
    one, other = _counted(source), _counted(draft)
    axes = {axis for axis, _ in (*one, *other)}
    return any(_turned(axis, one, other) for axis in axes)


def _counted(words: Iterable[str]) -> Counter[tuple[int, int]]:
    return Counter(place for word in words for place in _directions().get(word.lower().strip("."), ()))


def _turned(axis: int, one: Counter[tuple[int, int]], other: Counter[tuple[int, int]]) -> bool:
    up, down = (axis, 1), (axis, -1)
    opposite = (one[up] and other[down] and other[down] > one[down]) or (
        one[down] and other[up] and other[up] > one[up]
    )
    dropped = axis < _ALONE and (one[up] - one[down] != other[up] - other[down])
    return bool(opposite or dropped)
