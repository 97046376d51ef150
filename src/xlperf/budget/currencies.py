"""Currencies: how they are called, and the signs that say them."""

YUAN = "元"
CURRENCIES = {
    "元": ("元", "yuan", "块"),
    "美元": ("美元", "美金", "usd", "us$", "us dollars", "us dollar"),
    "港元": ("港元", "港币", "hkd", "hk$"),
    "欧元": ("欧元", "eur", "euro", "euros", "€"),
    "日元": ("日元", "jpy"),
    "英镑": ("英镑", "gbp", "£", "pounds", "pounds sterling"),
    "澳元": ("澳元", "aud", "a$"),
    "加元": ("加元", "cad", "c$"),
    "澳门元": ("澳门元", "mop"),
    "新台币": ("新台币", "twd", "nt$"),
    "韩元": ("韩元", "krw", "₩"),
    "卢布": ("卢布", "rub"),
    "新加坡元": ("新加坡元", "sgd", "s$"),
    "新西兰元": ("新西兰元", "nzd", "nz$"),
    "瑞士法郎": ("瑞士法郎", "chf"),
}
NAMES = {alias: name for name, aliases in CURRENCIES.items() for alias in aliases}
_DOLLARS = {
    "US$": "美元", "HK$": "港元", "A$": "澳元", "C$": "加元", "NT$": "新台币", "S$": "新加坡元",
    "NZ$": "新西兰元",
}  # fmt: skip
SIGNS = {
    "£": frozenset({"英镑"}), "€": frozenset({"欧元"}), "¥": frozenset({YUAN, "日元"}),
    "₩": frozenset({"韩元"}), "$": frozenset(_DOLLARS.values()),
    **{sign: frozenset({name}) for sign, name in _DOLLARS.items()},
}  # fmt: skip
"""What each sign may say: `$` is any dollar, and `¥` as often the yen."""
CODES = {
    **{
        alias.upper(): name
        for alias, name in NAMES.items()
        if len(alias) == 3 and alias.isascii() and alias.isalpha()
    },
    "CNY": YUAN, "RMB": YUAN,
}  # fmt: skip
