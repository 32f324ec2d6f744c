"""How old registers call things: their columns, and what stands in them. Data, no logic."""

from collections.abc import Mapping

from workflow.needs import ReplyWay
from workflow.vocabulary import Labelled, Satisfaction, Truth


class Column(Labelled):
    """What a column of a ledger tells."""

    NUMBER = "number", "信访件编号"
    CHANNEL = "channel", "来源渠道"
    RECEIVED = "received", "收到时间"
    ACCEPTED = "accepted", "受理时间"
    REFUSED = "refused", "不予受理时间"
    REASON = "reason", "不予受理原因"
    UNIT = "unit", "承办单位"
    FOUND = "found", "调查完成时间"
    TRUTH = "truth", "属实情况"
    REPLIED = "replied", "答复时间"
    WAY = "way", "答复方式"
    CLOSED = "closed", "办结时间"
    RATING = "rating", "满意度"
    TYPES = "types", "污染类型"
    CONTENT = "content", "反映内容"
    RESPONDENT = "respondent", "被反映单位"
    CONTACT = "contact", "联系方式"
    EARLIER = "earlier", "重复于"
    PLACE = "place", "事发地点"
    NAME = "name", "信访人"


NEEDED = (Column.NUMBER, Column.CHANNEL, Column.RECEIVED, Column.CONTENT)
"""Without these columns a table is no ledger."""

LEDGER_HEADERS: Mapping[Column, str] = {
    Column.NUMBER: "信访件编号 信访编号 信访件号 件号 受理编号 登记编号 案件编号 举报编号 工单编号 编号",
    Column.CHANNEL: "来源渠道 信访渠道 信访来源 举报方式 信访形式 渠道 来源",
    Column.RECEIVED: "收到时间 收到日期 收件时间 收件日期 信访时间 信访日期 来信时间 举报时间 登记时间 登记日期",
    Column.ACCEPTED: "受理时间 受理日期 受理告知时间",
    Column.REFUSED: "不予受理时间 不予受理日期 不受理时间 不受理日期",
    Column.REASON: "不予受理原因 不予受理理由 不受理原因 不受理理由",
    Column.UNIT: "承办单位 办理单位 责任单位 承办部门",
    Column.FOUND: "调查完成时间 调查完成日期 查处完成时间 查处时间 调查时间",
    Column.TRUTH: "属实情况 是否属实 调查结论",
    Column.REPLIED: "答复时间 答复日期 回复时间 回复日期",
    Column.WAY: "答复方式 回复方式",
    Column.CLOSED: "办结时间 办结日期 结案时间 结案日期",
    Column.RATING: "满意度 满意情况 满意度评价 评价结果 评价",
    Column.TYPES: "污染类型 污染类别 污染种类 问题类型",
    Column.CONTENT: "反映内容 信访内容 举报内容 投诉内容 反映问题 反映情况 主要内容 内容",
    Column.RESPONDENT: "被反映单位 被举报单位 被投诉单位 被反映对象 企业名称",
    Column.CONTACT: "联系方式 联系电话 信访人电话 电话 手机号码 手机号",
    Column.EARLIER: "重复于 重复件编号 重复原件编号 原件编号 重复编号",
    Column.PLACE: "事发地点 污染地点 发生地点 地点 详细地址",
    Column.NAME: "信访人 信访人姓名 举报人 投诉人 姓名",
}
"""Synonyms in the order in which they are preferred, compared folded."""

NOTHING = "无 没有 不详 未知 未留 未提供 未留联系方式 无联系方式 匿名 - -- — —— / \\ null none nan n/a"
"""What stands in a cell that tells nothing."""

UNRATED = "未评价 未评 未参评 未回访"

TRUTH_WORDS: Mapping[Truth, str] = {
    Truth.TRUE: "属实 全部属实 是",
    Truth.PARTLY: "部分属实 基本属实",
    Truth.UNTRUE: "不属实 失实 查无实据 否",
}

RATING_WORDS: Mapping[Satisfaction, str] = {
    Satisfaction.SATISFIED: "满意 非常满意 很满意",
    Satisfaction.BASICALLY: "基本满意 较满意 比较满意",
    Satisfaction.DISSATISFIED: "不满意 很不满意 非常不满意",
}

WAY_WORDS: Mapping[ReplyWay, str] = {
    ReplyWay.PHONE: "电话 电话答复 电话回复 来电答复",
    ReplyWay.NETWORK: "网络 网上 网上答复 网络答复 平台 平台回复 微信 短信 邮件 电子邮件",
    ReplyWay.WRITTEN: "书面 书面答复 信函 邮寄 挂号信 答复意见书",
    ReplyWay.IN_PERSON: "当面 当面答复 面复 现场答复 现场 上门",
    ReplyWay.PUBLISHED: "公开 公示 公开答复",
}
