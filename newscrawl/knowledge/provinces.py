"""Provinces by their codes: the folder of `newscrawl/sites` in which the sites of each are declared."""

from __future__ import annotations

_FOLDERS = {
    "11": "beijing", "12": "tianjin", "13": "hebei", "14": "shanxi", "15": "neimenggu",
    "21": "liaoning", "22": "jilin", "23": "heilongjiang",
    "31": "shanghai", "32": "jiangsu", "33": "zhejiang", "34": "anhui", "35": "fujian", "36": "jiangxi",
    "37": "shandong",
    "41": "henan", "42": "hubei", "43": "hunan", "44": "guangdong", "45": "guangxi", "46": "hainan",
    "50": "chongqing", "51": "sichuan", "52": "guizhou", "53": "yunnan", "54": "xizang",
    "61": "shaanxi", "62": "gansu", "63": "qinghai", "64": "ningxia", "65": "xinjiang",
    "71": "taiwan", "81": "xianggang", "82": "aomen",
}  # fmt: skip


def folder_of(code: str | None) -> str | None:
    """The folder of the province in which the division `code` lies; None for none."""
    return _FOLDERS.get((code or "")[:2])
