"""How other systems call things: synonyms of columns, pollution types and channels. Data, no logic."""

from collections.abc import Mapping

from workflow.vocabulary import Channel, Labelled, PollutionType


class Target(Labelled):
    """What a column of an imported table can tell."""

    NUMBER = "number", "编号"
    TITLE = "title", "主题"
    CONTENT = "content", "内容"
    RECEIVED_AT = "received_at", "时间"
    DISTRICT = "district", "区县"
    PLACE = "place", "地点"
    NAME = "name", "信访人"
    PHONE = "phone", "联系电话"
    ADDRESS = "address", "联系地址"
    RESPONDENT = "respondent", "被反映单位"
    MAIN_TYPE = "main_type", "主要污染类型"
    TYPES = "types", "污染类型"
    CHANNEL = "channel", "信访渠道"
    CLAIM = "claim", "诉求"


HEADERS: Mapping[Target, str] = {
    Target.NUMBER: "受理编号 留言编号 信访编号 举报编号 工单编号 工单号 登记编号 案件编号 件号 编号 number id",
    Target.TITLE: "留言主题 信访标题 举报标题 工单标题 主题 标题 题目 subject title",
    Target.CONTENT: (
        "交办问题基本情况 留言详情 留言内容 信访内容 举报内容 投诉内容 反映内容 反映问题 反映情况 主要内容 工单内容 问题描述 基本情况 "
        "详情 内容 正文 text content"
    ),
    Target.RECEIVED_AT: "留言时间 信访时间 举报时间 投诉时间 受理时间 登记时间 收件时间 来电时间 交办时间 提交时间 时间 日期 time date",
    Target.DISTRICT: "行政区域 行政区划 所属区县 区县 所在区县 属地 辖区 地区 区域 district region",
    Target.PLACE: "事发地点 污染地点 详细地址 发生地点 问题地点 具体位置 地点 位置 place location",
    Target.NAME: "信访人姓名 举报人姓名 投诉人姓名 来电人 信访人 举报人 投诉人 反映人 留言用户 用户 姓名 user name",
    Target.PHONE: "联系电话 举报电话 来电号码 联系方式 手机号码 手机号 手机 电话 phone tel mobile",
    Target.ADDRESS: "联系地址 信访人地址 举报人地址 住址 通讯地址 address",
    Target.RESPONDENT: "被举报单位 被投诉单位 被反映单位 被举报对象 投诉对象 企业名称 污染源名称 单位名称 企业 单位 respondent company",
    Target.MAIN_TYPE: "主要污染类型 首要污染类型 main_type",
    Target.TYPES: "污染类型 污染类别 污染种类 问题类型 types type",
    Target.CHANNEL: "信访渠道 信访来源 举报方式 信访形式 来源渠道 投诉渠道 渠道 来源 方式 channel source",
    Target.CLAIM: "信访诉求 诉求目的 诉求 claim",
}
"""Synonyms in the order in which they are preferred, compared folded and without underscores."""

TYPE_WORDS: Mapping[PollutionType, str] = {
    PollutionType.AIR: "大气 大气污染 废气 空气 油烟 异味 扬尘",
    PollutionType.NOISE: "噪声 噪音 噪声污染 噪音污染",
    PollutionType.WATER: "水 水污染 废水 污水 水体",
    PollutionType.SOLID: "固废 固体废物 固体废弃物 固废污染 垃圾",
    PollutionType.ECOLOGY: "生态 生态破坏 生态环境",
    PollutionType.RADIATION: "辐射 电磁辐射 辐射污染",
    PollutionType.SOIL: "土壤 土壤污染",
    PollutionType.LIGHT: "光 光污染",
    PollutionType.PROJECT: "建设项目 项目 环评",
    PollutionType.OTHER: "其他 其它 管理 程序",
}

CHANNEL_WORDS: Mapping[Channel, str] = {
    Channel.PHONE_12369: "12369 12369电话 电话 来电 热线 电话举报",
    Channel.ORDER_12345: "12345 12345转办 12345热线 市长热线 政务热线",
    Channel.WECHAT: "微信 微信举报 公众号",
    Channel.WEB: "网络 网上 网站 网上举报 网络举报 网民留言 留言 问政",
    Channel.LETTER: "来信 信件 书信",
    Channel.VISIT: "来访 走访 现场来访",
    Channel.EMAIL: "电子邮件 邮件 邮箱",
    Channel.SUPERIOR: "上级交办 省厅交办 上级转办",
    Channel.INSPECTION_CENTRAL: "中央督察交办 中央督察 中央生态环境保护督察",
    Channel.INSPECTION_PROV: "省级督察交办 省级督察 省督察",
    Channel.XF_BUREAU: "信访局转送 信访局",
    Channel.LEADER_NOTE: "领导批示",
    Channel.NPC_CPPCC: "人大建议政协提案 人大建议 政协提案",
    Channel.MEDIA: "媒体舆情 媒体 舆情",
    Channel.PATROL: "巡查网格 巡查 网格",
    Channel.LEADER_VISIT: "下访发现 下访",
    Channel.TRANSFER_DEPT: "部门移送 移送",
    Channel.OTHER: "其他 其它",
}

TYPE_NAMES: Mapping[PollutionType, str] = {
    PollutionType.AIR: "大气",
    PollutionType.NOISE: "噪声",
    PollutionType.WATER: "水",
    PollutionType.SOLID: "固废",
    PollutionType.ECOLOGY: "生态/土壤",
    PollutionType.SOIL: "生态/土壤",
    PollutionType.RADIATION: "辐射",
    PollutionType.LIGHT: "光",
    PollutionType.PROJECT: "管理/程序",
    PollutionType.OTHER: "管理/程序",
}
"""The coarser names by which people label messages, and by which proposals are compared with their labels."""
