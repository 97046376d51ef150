"""A name breaks off, and its description goes on."""

import pytest

from xlperf.rules import indicator_name_cut

from .build import FORM, fields, project, row, spoken

REAL = [
    ("培养忠诚、干净、担当的党员领导", "培养忠诚、干净、担当的党员领导干部队伍。"),
    (
        "通过组织培训学习活动，广大党员",
        "通过组织培训学习活动，广大党员积极参政议政、建言献策的比例",
    ),
]
"""Two names of a published text."""


@pytest.mark.parametrize(
    ("name", "description"), [*REAL, ("发展党员、", "发展党员、培训党员的人数")]
)
def test_a_name_that_its_description_completes(name: str, description: str) -> None:
    (remark,) = indicator_name_cut.check(project(row(level3=name, description=description)), FORM)
    assert fields([remark], "indicators.name-cut") == ["indicators.0.level3"]
    assert description.removeprefix(name) in spoken(remark).message("zh")


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("群众满意度", "群众满意度调查中满意的比例"),
        ("新时代文明实践站建设数量达标率", "新时代文明实践站建设数量达标率不低于九成"),
        ("居民对居民区卫生服务点的认可程度", "居民对居民区卫生服务点的认可程度"),
        ("为社区老年人提供七助服务的天数，全年", "七助服务的天数"),
        ("为社区内的老年人提供七助之便利", "为社区内的老年人提供七助之便利，全年不断"),
    ],
)
def test_a_name_that_ends_of_itself(name: str, description: str) -> None:
    lawful = project(row(level3=name, description=description))
    assert not list(indicator_name_cut.check(lawful, FORM))
