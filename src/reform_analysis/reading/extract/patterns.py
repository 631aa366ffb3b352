"""The word lists and patterns of the finder, from the codebook.

``hedges.csv`` gives the hedges, ``classifiers.csv`` the classifiers and what may not follow them,
``word_classes.csv`` the classes of words around a number, ``exclusions.csv`` the names and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reform_analysis.reading.denominators import load_denominators
from reform_analysis.reading.extract.around import DIGIT, around, units
from reform_analysis.reading.extract.decisions import Rows, Table, length_table, numeral_table
from reform_analysis.reading.extract.names import Names, arabic_names, chinese_names
from reform_analysis.reading.grammar import NOT_LIANG
from reform_analysis.reading.hedges import Rules, load_rules, one_of
from reform_analysis.reading.numerals import CHARACTERS
from reform_analysis.reading.wordlists import word_lists
from reform_analysis.tables.codebook import Codebook
from reform_analysis.tables.naming import Value

MULTIPLES = "百千万亿"
PLAIN = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_BLANKS = " \n\t\r"
CLAUSE = '，。；：！？、,;:!?()\n“”"《》【】 '
GROUPS = 12  # of the pattern of a number, taken in their order
LONGEST_RUN = 30
"""Characters of the longest numeral that mixes digits, formal and plain characters."""
GOES_ON = frozenset("十0123456789壹贰叁肆伍陆柒捌玖拾佰仟") | frozenset(DIGIT)
"""Behind a number without a classifier these say that it goes on in another kind of numeral."""
REACH = 8  # a name begins at most so many characters before the number in it

_FORMAL_DIGIT = "壹贰叁肆伍陆柒捌玖"
_FORMAL = (
    f"[{_FORMAL_DIGIT}][拾佰仟万亿][{_FORMAL_DIGIT}拾佰仟零万亿]*|拾[万亿][零{DIGIT}十百千]*"
    f"|[{_FORMAL_DIGIT}拾](?=[元万亿])|[壹贰叁肆柒捌玖](?=[人名个家户])|(?<=[共训计增达聘])[伍陆](?=[人名个户])|(?<=分之)[{_FORMAL_DIGIT}]"
)
# No choice between words is repeated without end: it keeps a place for every turn to go back to,
# and that memory grows faster than the text. A class keeps none, (?>) forgets its places.
_SIGN = f"[{DIGIT}十{MULTIPLES}几廿卅]"
_SIGNS = f"{_SIGN}*{NOT_LIANG}(?<![百千](?=分[之点]))(?<!千(?=卡|瓦·|克标))"
_SEVERAL = f"数(?=[十{MULTIPLES}])"
_VAGUE = (
    r"(?<=个)(?<![\d一二两三四五六七八九十百千万几这那每]个)把(?=[月年星小人天])"
    r"|(?<![\d一二两三四五六七八九十百千万几这那每])[十百千万]把(?=[人个名元块年天家])"
)
_MEASURED = "(?:个?(?:小时|月|星期|季度)|天|年|成|吨|升|斤|公斤|亩|米|公里|杯|瓶|箱)"
_OF_MANY = (
    rf"数以[十{MULTIPLES}]{{1,3}}计|(?<=以)[十{MULTIPLES}]{{1,3}}计(?![划算入件价时])"
    "|[数几][拾佰仟][万亿]?"
)
_HALVED = "减近各折"  # behind one of these 半 is a share: 减半, 近半
_HALF = (
    "一半|过半数|过半(?=[，。；、职党员工企的人会]|\\Z)|半数"
    f"|(?<=[{_HALVED}])(?<!附近)(?<!最近)半(?![个年月天小百千日夜世生边径截导制成自熟点载壁山坡])|半(?=价)"
    r"|(?:一[大小多]|[大小])半(?=[，。；、,;)职党员工企的人是来以在]|\Z)|(?:(?<=翻)|(?<=翻了))番|(?<=打对)折"
)
_CHINESE = (
    rf"{_OF_MANY}|{_VAGUE}|半(?={_MEASURED})|(?:好(?=[几数]))?(?:{_SIGN}|{_SEVERAL}){_SIGNS}(?>(?:{_SEVERAL}{_SIGNS}){{1,100}})*"
    rf"(?:点[{DIGIT}]+)?|{_FORMAL}"
)
_SIZE = "[百千]?万亿?|[百千]?亿|[百千佰仟](?![分卡])"


_SHARE_TAILS = ("强", "弱")  # hedges behind a share only: elsewhere the first sign of a word
_LAST_TAILS = (
    "不到",
    "不足",
    "起",
    "起步",
)  # hedges behind a number only where the clause ends with them

LISTS = (
    *("not-hedge", "number-noun", "years-spent", "years-since", "window-before", "window-after"),
    *("counting", "label-noun", "number-cue", "name-next", "name-ending", "clock", "zero"),
    *("far-hedge", "far-verb", "rise", "negation", "link", "reached", "signed-unit"),
    *("more-noun", "change", "rank-change", "cap", "own-word", "label-before", "each-verb"),
    *("adverb", "rated"),
)
"""The lists of ``word_classes.csv`` that this room asks for; `compile_words` hands out no other,
so that an id which is not written here is missed at once."""


DECIDED = ("lengths", "chinese_numerals")
COUNTED = "counted"  # in a decision table: the nouns of unit_nouns.csv behind a number


@dataclass(frozen=True, slots=True)
class Words:
    """What the finder knows about words; patterns are anchored where they are used.

    ``first`` finds where a number may begin, ``number`` matches it with what belongs to it;
    ``mixed`` is a run of numerals of several kinds with its classifier; ``counted`` a noun that a
    number without a classifier counts; ``per`` what stands behind a unit that a number is per,
    ``hedge`` a hedge behind all; ``lengths`` and ``numerals`` are tables of decisions on
    lengths of time and on Chinese numerals; ``before`` holds
    the hedges, ``hedge_ends`` their last characters, ``touching`` these and those of the words
    that may stand between a hedge and its number, ``linking`` those of the latter alone,
    ``between_begins`` the first of what joins two ends, ``not_hedge`` words that only look like
    a hedge;
    ``lists`` are the word lists;
    ``around`` matches those that say whether a number counts; ``arabic_names`` and
    ``chinese_names`` match names and labels; the others look just before or behind a number.
    """

    first: re.Pattern[str]
    number: re.Pattern[str]
    mixed: re.Pattern[str]
    between: re.Pattern[str]
    between_begins: frozenset[str]
    listed: re.Pattern[str]
    rise: re.Pattern[str]
    far: re.Pattern[str]
    arabic_names: Names
    chinese_names: Names
    before: frozenset[str]
    hedge_ends: frozenset[str]
    touching: frozenset[str]
    linking: frozenset[str]
    not_hedge: frozenset[str]
    negation: frozenset[str]
    negation_ends: frozenset[str]
    link: frozenset[str]
    reached: frozenset[str]
    counted: re.Pattern[str]
    per: re.Pattern[str]
    hedge: re.Pattern[str]
    lengths: Table
    numerals: Table
    lists: dict[str, tuple[str, ...]]
    around: dict[str, re.Pattern[str]]


def _ends(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[-1] for word in words)


def load_words(codebook: Codebook) -> Words:
    """Compile the patterns of the registers; ask for them by `Codebook.once`.

    Parameters
    ----------
    codebook : Codebook
        Its hedges, classifiers, word lists and names.

    Returns
    -------
    Words
        Word lists and patterns.

    Raises
    ------
    TableError
        One of the tables cannot be read.

    Examples
    --------
    >>> from reform_analysis.commands.face import codebook
    >>> load_words(codebook()).number.search("培训1600余万元的")[0]
    '1600余万元'
    """
    words = word_lists(codebook, LISTS)
    names = [row["pattern"] for row in codebook.rows("codebook/reading/exclusions")]
    classifiers = codebook.rows("codebook/reading/classifiers")
    nouns = codebook.rows("codebook/reading/unit_nouns")
    counted = [row["word"] for row in nouns if row["side"] == "behind"]
    decided = [codebook.rows(f"codebook/reading/{name}") for name in DECIDED]
    made = compile_words(load_rules(codebook), classifiers, words, names, counted, *decided)
    return replace(made, per=codebook.once(load_denominators).behind)


def compile_words(
    rules: Rules,
    classifiers: Sequence[Mapping[str, Value]],
    words: Mapping[str, tuple[str, ...]],
    names: Sequence[str],
    counted: Sequence[str] = (),
    lengths: Rows = (),
    numerals: Rows = (),
) -> Words:
    """Compile the patterns of the finder from the rows of its registers.

    Parameters
    ----------
    rules : Rules
        Of hedges.
    classifiers : sequence of mapping of str to str
        Rows of ``classifiers.csv``.
    words : mapping of str to tuple of str
        Lists of ``word_classes.csv`` by id.
    names : sequence of str
        Patterns of ``exclusions.csv``.
    counted : sequence of str
        Nouns of ``unit_nouns.csv`` that stand behind a number without a classifier.
    lengths, numerals : iterable of mapping of str to str
        Rows of ``lengths.csv`` and ``chinese_numerals.csv``.

    Returns
    -------
    Words
        Word lists and patterns.

    Raises
    ------
    KeyError
        A list of `LISTS` is missing.
    re.error
        A pattern of a register does not compile beside the others.
    """
    lists = {list_id: words[list_id] for list_id in LISTS}
    unit = units(classifiers)
    after = always = one_of(set(rules.cues["after"]) - {*_SHARE_TAILS, *_LAST_TAILS})
    another = one_of(lists["more-noun"])
    tails = f"[{''.join(_SHARE_TAILS)}](?![化势者企项])"
    last = f"{one_of(_LAST_TAILS)}(?=[{CLAUSE}]|\\Z)"
    after = f"(?:{after}|{last}|(?(whole){tails}|(?:(?<=成)|(?<=半数)|(?<=一半)){tails}))"
    signs = {word[0] for word in (*rules.cues["after"], *_SHARE_TAILS, *_LAST_TAILS)}
    after = f"(?=[{''.join(sorted(map(re.escape, signs)))}]){after}"
    arabic = r"[0-9]+(?>(?:(?:[.,]|[^\S\n]{1,2}|\s?\.\s?)[0-9]+){1,100})*"
    number = (
        rf"(?:(?P<whole>(?:[{DIGIT}十百千万亿]{{1,5}}|[0-9]{{1,4}})分之)\s?)?"
        rf"(?:(?P<arabic>{arabic})|(?P<half>{_HALF})|(?P<chinese>{_CHINESE}))"
        rf"(?:(?=[\s余多来+百千佰仟万亿0-9])"  # most numbers are followed by none of it
        rf"(?:\s{{0,3}}(?P<inside>[余多来+])(?![0-9]))?(?:\s{{0,3}}(?P<size>{_SIZE}))?"
        rf"(?P<more>(?<=[万亿])[0-9]+(?:,[0-9]{{3}})*[千万]?)?(?P<inside2>[余多来+](?![0-9]))?)?"
        rf"(?:(?(half)(?!))\s{{0,3}}(?P<unit>{unit})(?P<inside3>(?:半|(?!{another})[余多])(?P<rest>月|小时|星期|季度|学时|课时|工作日|百分点)?)?)?"
        rf"(?:\s?(?P<after>{after})(?!联动|一心|海|几|方面|简称|问题|内容|手))?"
    )
    separator = r"\s?(?:、|和|及|与|以及|/)\s?"
    listed = (
        rf"{PLAIN}(?:\s?{_SIZE})?(?:{separator}-?{PLAIN}(?:\s?{_SIZE})?){{0,20}}"
        rf"{separator}-?(?P<last>{PLAIN})\s?(?P<size>{_SIZE})?[余多]?\s?(?P<unit>{unit})"
    )
    negation = one_of(lists["negation"])
    far = (
        rf"(?P<hedge>{negation}?{one_of(lists['far-hedge'])}|{negation}[低高少多大小]于)(?:{one_of(lists['far-verb'])}[^，。；：！？、,;:!?\d\n]{{0,20}}"
        rf"|(?<=[过近足到少多约于及])(?<![^将接]近)[^，。；：！？、,;:!?\d\n]{{1,16}}的"
        rf"|(?<=不[足到及])全[国省市县区州镇乡])\Z"
    )
    before = {*rules.cues["before"], "上", "翻", "翻了"}
    # What 一 needs behind it to be more than an article, by far the most frequent numeral.
    after_one = {
        *"半点分又比大小数几余多来+~-",
        *CHARACTERS,
        *(row["printed"][0] for row in classifiers),
        *(word[0] for word in rules.cues["between"]),
    }
    linking = _ends((*lists["link"], *lists["reached"], *_BLANKS))
    compiled = re.compile(number)
    if compiled.groups != GROUPS:
        raise re.error("what may not follow a classifier holds a group")
    return Words(
        first=re.compile(
            rf"[0-9把{DIGIT}十{MULTIPLES}几数好廿卅半过番折大小{_FORMAL_DIGIT}拾](?:(?<=[0-9])|(?<!过(?!半))(?<![大小](?!半))(?<!番(?<!翻番)(?<!翻了番))(?<!折(?<!打对折))(?<!队伍)(?<!好(?![几数]))"
            rf"(?<!数(?![十{MULTIPLES}拾佰仟以]))(?<!半(?!数|价|{_MEASURED})(?<![{_HALVED}]半))(?<!把(?![月年星小人天个名元块家]))"
            rf"(?<!一(?![{''.join(map(re.escape, sorted(after_one)))}\s])))"
        ),
        number=compiled,
        mixed=re.compile(
            rf"(?=[{CHARACTERS}]{{0,{LONGEST_RUN}}}[十百千万亿拾佰仟])[{CHARACTERS}]{{2,{LONGEST_RUN}}}"
            rf"[余多]?\s?(?:{unit})(?:\s?{always})?"
        ),
        between=re.compile(
            rf"\s?(?:{one_of(rules.cues['between'])}|~|-{{1,2}})\s?(?=[\d{DIGIT}十百])"
        ),
        between_begins=frozenset({*_BLANKS, *"~-", *(word[0] for word in rules.cues["between"])}),
        listed=re.compile(listed),
        rise=re.compile(rf"(?:{_SIZE})?(?:{one_of(lists['rise'])})\s?(?=[\d约近超])"),
        far=re.compile(far),
        arabic_names=arabic_names(names),
        chinese_names=chinese_names(names),
        before=frozenset(before),
        hedge_ends=_ends(before),
        touching=linking | _ends(before),
        linking=linking,
        not_hedge=frozenset(lists["not-hedge"]),
        negation=frozenset(lists["negation"]),
        negation_ends=_ends(lists["negation"]),
        link=frozenset(lists["link"]),
        reached=frozenset(lists["reached"]),
        counted=re.compile(f"[名个]?{one_of(counted)}" if counted else "(?!)"),
        per=re.compile("(?!)"),
        hedge=re.compile(rf"\s?{always}"),
        lengths=length_table(lengths, lists),
        numerals=numeral_table(
            numerals,
            {**lists, COUNTED: tuple(counted)},
            {row["printed"]: row["small"] for row in classifiers},
        ),
        lists=lists,
        around=around(lists, rules.cues["before"]),
    )
