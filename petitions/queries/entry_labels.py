"""What the columns of a register entry are called, where one of them is corrected or its correction is told."""

from collections.abc import Mapping

COLUMN_LABELS: Mapping[str, str] = {
    "title": "标题",
    "content": "反映内容",
    "claim": "诉求目的",
    "occurred": "发生时间",
    "place": "事发地点",
    "district_id": "属地分局",
    "grid_id": "网格",
    "respondent": "被反映单位",
    "enterprise_id": "企业档案",
    "industry": "行业",
    "people": "人数",
    "origin_no": "来文编号",
    "written_reply_asked": "要求书面答复",
    "consent_to_disclose": "同意向被反映单位透露身份",
}
"""In the order of the form; a test holds them against what the command lets be corrected."""
