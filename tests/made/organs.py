"""Invented organs. None of them exists; the telephone area code 0300 is not assigned, nor are the postcodes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ as its report speaks of it: full name, short name, "our", the territory, the office, the site."""

    name: str
    short: str
    ours: str
    area: str
    office: str
    site: str
    domain: str
    address: str
    postcode: str
    telephone: str
    leaders: str

    @property
    def whole(self) -> str:
        """Return the scope in which a government counts; a single organ counts for itself."""
        return self.area if self.name.endswith("人民政府") and "镇" not in self.name else self.short


def _organ(
    name: str, short: str, ours: str, area: str, site: str, domain: str, place: str, number: int
) -> Organ:
    leaders = {
        "全市": "市委、市政府",
        "全县": "县委、县政府",
        "全区": "区委、区政府",
        "全镇": "镇党委、镇政府",
        "辖区": "街道党工委",
    }[area]
    office = f"{name}办公室"
    return Organ(
        name,
        short,
        ours,
        area,
        office,
        site,
        f"www.{domain}.example",
        place,
        f"0990{number:02d}",
        f"0300-55501{number:02d}",
        leaders,
    )


ORGANS: dict[str, tuple[Organ, ...]] = {
    "town": (
        _organ("清河市柳泉镇人民政府", "柳泉镇", "我镇", "全镇", "清河市人民政府门户网站", "qinghe", "清河市柳泉镇永安街6号", 11),
        _organ("云栖区望江街道办事处", "望江街道", "我街道", "辖区", "云栖区人民政府门户网站", "yunqi", "云栖区望江街道滨河路112号", 12),
        _organ("兰亭县墨池镇人民政府", "墨池镇", "我镇", "全镇", "兰亭县人民政府门户网站", "lanting", "兰亭县墨池镇中心街1号", 13),
        _organ("青屿市白鹭街道办事处", "白鹭街道", "我街道", "辖区", "青屿市人民政府门户网站", "qingyu", "青屿市白鹭街道海堤路30号", 14),
    ),
    "bureau": (
        _organ("清河市审批服务管理局", "市审批服务管理局", "我局", "全市", "清河市人民政府门户网站", "qinghe", "清河市文昌东路9号政务服务中心三楼", 21),
        _organ("兰亭县教育局", "县教育局", "我局", "全县", "兰亭县人民政府门户网站", "lanting", "兰亭县曲水路18号", 22),
        _organ("青屿市交通运输局", "市交通运输局", "我局", "全市", "青屿市人民政府门户网站", "qingyu", "青屿市通衢路77号", 23),
        _organ("云栖区文化和旅游局", "区文化和旅游局", "我局", "全区", "云栖区人民政府门户网站", "yunqi", "云栖区听松路5号", 24),
        _organ("松陵市民政局", "市民政局", "我局", "全市", "松陵市人民政府门户网站", "songling", "松陵市垂虹路41号", 25),
    ),
    "county": (
        _organ("兰亭县人民政府", "县政府", "我县", "全县", "兰亭县人民政府门户网站", "lanting", "兰亭县鹅池路1号", 31),
        _organ("云栖区人民政府", "区政府", "我区", "全区", "云栖区人民政府门户网站", "yunqi", "云栖区五云大道66号", 32),
        _organ("雁鸣县人民政府", "县政府", "我县", "全县", "雁鸣县人民政府门户网站", "yanming", "雁鸣县湖滨路8号", 33),
    ),
    "city": (
        _organ("清河市人民政府", "市政府", "我市", "全市", "清河市人民政府门户网站", "qinghe", "清河市人民大道1号", 41),
        _organ("青屿市人民政府", "市政府", "我市", "全市", "青屿市人民政府门户网站", "qingyu", "青屿市望海路2号", 42),
        _organ("松陵市人民政府", "市政府", "我市", "全市", "松陵市人民政府门户网站", "songling", "松陵市中山路200号", 43),
    ),
}  # fmt: skip
ORGANS["none"] = ORGANS["town"]
