"""What an agency's name says."""

import pytest

from gongkai.annual.checks.agencies import is_government, lacks_rule_power


@pytest.mark.parametrize(
    ("agency", "government", "without"),
    [
        ("清源市人民政府", True, False),
        ("清源市", True, False),
        ("桃溪县人民政府", True, True),
        ("桃溪县松林镇人民政府", True, True),
        ("东湖区人民政府", True, True),
        ("某某自治区人民政府", True, False),
        ("东湖街道办事处", True, True),
        ("清源市审批服务管理局", False, True),
        ("清源市教育局", False, True),
        ("清源市人民政府办公室", False, False),
        ("清源市人民政府办公厅", False, False),
        ("国家某某总局", False, False),
        ("某某部", False, False),
        ("", False, False),
    ],
)
def test_agencies(agency, government, without):
    assert (is_government(agency), lacks_rule_power(agency)) == (government, without)
