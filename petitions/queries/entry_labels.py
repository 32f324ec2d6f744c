"""What the columns of a register entry are called, where one of them is corrected or its correction is told."""

from workflow.vocabulary import Labelled


class EntryColumn(Labelled):
    """A column that may be corrected, in the order of the form; a test holds it against what the command lets through."""

    TITLE = "title", "标题"
    CONTENT = "content", "反映内容"
    CLAIM = "claim", "诉求目的"
    OCCURRED = "occurred", "发生时间"
    PLACE = "place", "事发地点"
    DISTRICT = "district_id", "属地分局"
    RESPONDENT = "respondent", "被反映单位"
    GRID = "grid_id", "网格"
    ENTERPRISE = "enterprise_id", "企业档案"
    INDUSTRY = "industry", "行业"
    PEOPLE = "people", "人数"
    ORIGIN = "origin_no", "来文编号"
    WRITTEN_REPLY = "written_reply_asked", "要求书面答复"
    DISCLOSURE = "consent_to_disclose", "同意向被反映单位透露身份"


class SaidBeside(Labelled):
    """What commands write into the record beyond what their rows ask for, and readers want to know."""

    TYPES = "types", "污染类型"
    INDUSTRY = "industry", "行业"
    PERSON = "person", "一人一策"
    LEADS = "leads", "同源事件"


class Membership(Labelled):
    """How a verdict on a repeat changed the incidents."""

    JOINED = "joined", "归入件数"
    LEFT = "left", "移出件数"
