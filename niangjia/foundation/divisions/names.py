"""Pinyin and initials of names, for search by letters: places and unions, and people.

Letters only, no tones, ü written v. Every character is looked up once and kept, which makes a
million names a matter of seconds; the tables below say where the first reading would be wrong.
"""

from functools import cache

from pypinyin import lazy_pinyin


def _table(text: str) -> dict[str, str]:
    """A table written as 字:reading, one pair after the other."""
    return dict(pair.split(":") for pair in text.split())


SURNAMES = _table(
    "单:shan 曾:zeng 仇:qiu 解:xie 查:zha 盖:ge 朴:piao 区:ou 乐:yue 员:yun 缪:miao 翟:zhai "
    "繁:po 种:chong 召:shao 折:she 都:du 卜:bu 薄:bo 重:chong 覃:qin 秘:bi 黑:he 么:yao "
    "句:gou 阚:kan 乜:nie 洗:xian 冼:xian 蔚:yu 沓:ta 祭:zhai 佴:nai 不:fou 炅:gui 炔:gui "
    "藏:zang 晟:cheng 会:gui 降:jiang 便:pian 呙:guo 眭:sui 郄:qie 尉:wei 任:ren 华:hua "
    "纪:ji 宓:mi 晁:chao 谌:chen 褚:chu 郇:xun 郗:xi 瞿:qu 莘:shen 殳:shu 幸:xing 隗:wei "
    "逄:pang 葛:ge 柏:bai 贲:ben 厍:she 适:kuo 颉:xie 撒:sa 牟:mu 宁:ning 燕:yan 广:guang"
)
"""Characters as surnames: another reading than elsewhere, or one a dictionary may turn round."""

COMPOUND_SURNAMES = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
    "宰父": ("zai", "fu"),
    "令狐": ("ling", "hu"),
    "欧阳": ("ou", "yang"),
}
"""Surnames of two characters that read otherwise than their characters alone."""

READINGS = _table("长:chang 都:du 藏:zang 厦:xia 佛:fo 茄:qie 勒:le 卡:ka 什:shi 晟:sheng 曾:zeng")
"""Characters whose usual reading in names of places and unions is not the dictionary's first."""

PHRASES = {
    "重庆": "chong qing",
    "银行": "yin hang",
    "行业": "hang ye",
    "商行": "shang hang",
    "调解": "tiao jie",
    "会计": "kuai ji",
    "首长": "shou zhang",
    "校长": "xiao zhang",
    "宝坻": "bao di",
    "乐亭": "lao ting",
    "乐陵": "lao ling",
    "乐清": "yue qing",
    "蔚县": "yu xian",
    "万柏林": "wan bo lin",
    "蚌埠": "beng bu",
    "枞阳": "zong yang",
    "六安": "lu an",
    "马尾": "ma wei",
    "铅山": "yan shan",
    "中牟": "zhong mu",
    "牟平": "mu ping",
    "东阿": "dong e",
    "泌阳": "bi yang",
    "黄陂": "huang pi",
    "番禺": "pan yu",
    "大埔": "da bu",
    "犍为": "qian wei",
    "吴堡": "wu bu",
    "尉犁": "yu li",
    "单县": "shan xian",
    "解州": "hai zhou",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "荥经": "ying jing",
    "浚县": "xun xian",
    "柞水": "zha shui",
    "歙县": "she xian",
    "珲春": "hun chun",
    "燕山": "yan shan",
}
"""Places and words read as a whole."""

PHRASE_STARTS = frozenset(phrase[0] for phrase in PHRASES)
LONGEST_PHRASE = max(len(phrase) for phrase in PHRASES)


@cache
def _reading(character: str) -> str:
    """One character; letters and digits stand for themselves, other signs for nothing."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    if character in READINGS:
        return READINGS[character]
    found = lazy_pinyin(character, errors=lambda _signs: "")
    return "".join(found)


def _phrase_at(text: str, start: int) -> str:
    """The longest phrase of the table that stands here, or nothing."""
    for length in range(LONGEST_PHRASE, 1, -1):
        if (piece := text[start : start + length]) in PHRASES:
            return piece
    return ""


def syllables_of(name: str) -> list[str]:
    """The readings of a place's or a union's name, one per character that has one."""
    found: list[str] = []
    at = 0
    while at < len(name):
        phrase = _phrase_at(name, at) if name[at] in PHRASE_STARTS else ""
        found += PHRASES[phrase].split() if phrase else [_reading(name[at])]
        at += len(phrase) or 1
    return [syllable for syllable in found if syllable]


def person_syllables_of(name: str) -> list[str]:
    """The readings of a person's name, the surname as surname: 单雄 → shan xiong."""
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return [*COMPOUND_SURNAMES[name[:2]], *syllables_of(name[2:])]
    first = SURNAMES.get(name[:1]) or "".join(syllables_of(name[:1]))
    return [syllable for syllable in (first, *syllables_of(name[1:])) if syllable]


def pinyin_of(name: str) -> str:
    """The whole name in letters without gaps: 贵州省总工会 → guizhoushengzonggonghui."""
    return "".join(syllables_of(name))


def initials_of(name: str) -> str:
    """First letters: 贵州省总工会 → gzszgh."""
    return "".join(syllable[0] for syllable in syllables_of(name))


def person_pinyin_of(name: str) -> str:
    """A person's name in letters: 曾凡 → zengfan."""
    return "".join(person_syllables_of(name))


def person_initials_of(name: str) -> str:
    """First letters of a person's name: 单雄 → sx."""
    return "".join(syllable[0] for syllable in person_syllables_of(name))
