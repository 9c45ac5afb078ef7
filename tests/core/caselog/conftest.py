import pytest

from gongkai.core.caselog import kinds
from gongkai.core.caselog.log import Happening, open_case
from gongkai.core.organs.actor import SYSTEM
from tests.core.caselog.notes import NOTES, PROJECTED


@pytest.fixture(autouse=True)
def notes():
    kinds.register_kind(NOTES)
    yield
    del kinds._KINDS["note"]
    PROJECTED.clear()


@pytest.fixture
def case(organ):
    from datetime import date

    first = Happening("noted", date(2026, 3, 2), {"text": "一"}, sealed={"name": "王小明"})
    return open_case("note", organ, first, actor=SYSTEM)[0]
