"""What stands beside an amount: which signs and codes say the unit a form counts in.

    sign or code | says                    | own where the form counts in
    -------------+-------------------------+----------------------------------------------
    £  GBP       | pounds                  | £, GBP, 英镑
    €  EUR       | euros                   | €, EUR, 欧元
    $            | any dollar              | $, or a dollar by its code: USD, HKD, AUD, …
    US$ HK$ A$ … | that dollar             | its code; not where the form says $ alone
    ¥            | 元 or Japanese yen      | 元, or JPY
    CNY  RMB     | 元                      | 元

A sign counts single units: on a form in 万元 or million GBP no sign is the form's own.
"""

from functools import lru_cache

from .currencies import CODES, SIGNS
from .money_words import parts


def is_currency(mark: str) -> bool:
    """Whether a text is a sign or a code of money."""
    return _plain(mark) in SIGNS.keys() | CODES.keys()


@lru_cache(maxsize=64)
def marks_of(unit: str) -> frozenset[str]:
    """What may stand beside an amount in a unit of money: the unit, and the signs that say it."""
    currency, power = parts(unit)
    if power:
        return frozenset({unit})
    signs = {sign for sign, names in SIGNS.items() if currency in names}
    codes = {code for code, name in CODES.items() if name == currency}
    return frozenset({unit, *signs, *codes})


def is_own(mark: str, unit: str) -> bool:
    """Whether a sign, a code or a word beside an amount says the unit it is counted in."""
    return mark == unit or _plain(mark) in marks_of(unit)


def _plain(mark: str) -> str:
    """A code in capitals and the sign of the yuan in its one spelling."""
    return mark.replace("￥", "¥").upper()
