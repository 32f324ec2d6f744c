"""The words by which a complaint's pollution types, industry and track are proposed: data, no logic.

Each row says what it speaks for, how strongly, and by which words. Words are at least two characters long and are
compared folded, so width, case and Chinese numerals do not matter. The weights are the office's to judge: 3 names
the thing itself, 2 is usual for it, 1 goes with it often.
"""

from dataclasses import dataclass

from workflow.vocabulary import Industry, PollutionSubtype, PollutionType, Track

AIR, NOISE, WATER, SOLID = PollutionType.AIR, PollutionType.NOISE, PollutionType.WATER, PollutionType.SOLID
ECOLOGY, RADIATION, SOIL = PollutionType.ECOLOGY, PollutionType.RADIATION, PollutionType.SOIL
LIGHT, PROJECT, OTHER = PollutionType.LIGHT, PollutionType.PROJECT, PollutionType.OTHER
Sub = PollutionSubtype


@dataclass(frozen=True, slots=True)
class Rule:
    """These words speak for this type, and for its subtype where they tell it."""

    type: PollutionType
    subtype: PollutionSubtype | None
    weight: float
    words: str


TYPES: tuple[Rule, ...] = (
    Rule(
        AIR, Sub.ODOUR, 3, "恶臭 臭气 异味 臭味 刺鼻 难闻 恶臭味 酸臭 腥臭 气味 怪味 臭不可闻 臭气熏天 熏天"
    ),
    Rule(
        AIR,
        Sub.ODOUR,
        2,
        "发臭 很臭 太臭 真臭 奇臭 臭死 胶味 农药味 油漆味 猪臭 恶心作呕 焦臭 呛人 熏人 呛鼻",
    ),
    Rule(
        AIR,
        Sub.SMOKE_DUST,
        3,
        "烟尘 粉尘 浓烟 黑烟 烟囱 烟粉尘 冒烟 排烟 煤灰 飞灰 乌烟瘴气 烟雾 黄烟 白烟 烟窗",
    ),
    Rule(
        AIR,
        Sub.INDUSTRIAL_GAS,
        3,
        "废气 毒气 毒雾 有毒气体 有害气体 污染气体 排放气体 二氧化硫 高硫 喷漆 喷涂 油漆 排气",
    ),
    Rule(AIR, Sub.CATERING_FUME, 3, "油烟 烟道 烧烤烟 餐饮油烟 抽油烟机"),
    Rule(AIR, Sub.FUGITIVE_DUST, 3, "扬尘 灰尘 灰砂 尘土 沙尘 尘土飞扬 漫天灰"),
    Rule(AIR, Sub.FUGITIVE_DUST, 1, "搅拌站 渣土车 抑尘 防尘 洒水"),
    Rule(AIR, Sub.VEHICLE_EXHAUST, 3, "尾气 汽车尾气 冒黑烟车"),
    Rule(
        AIR,
        Sub.OPEN_BURNING,
        3,
        "露天焚烧 焚烧垃圾 烧垃圾 焚烧秸秆 烧秸秆 垃圾焚烧 烧胶 燃烧垃圾 焚烧工业垃圾 焚烧塑料 烧塑料 烧轮胎",
    ),
    Rule(
        AIR,
        None,
        2,
        "空气污染 空气质量 新鲜空气 大气污染 污染空气 大气 雾霾 空气 锅炉 炼油 冶炼 不敢开窗 排毒",
    ),
    Rule(NOISE, Sub.CONSTRUCTION_NOISE, 3, "施工噪声 施工噪音 夜间施工 施工扰民 通宵施工 打桩"),
    Rule(NOISE, Sub.SOCIAL_NOISE, 3, "广场舞 ktv 歌厅 低音炮 酒吧噪音 音响 高音喇叭 麻将声 唱歌 喧哗 喧闹"),
    Rule(NOISE, Sub.TRAFFIC_NOISE, 3, "车流声 交通噪声 交通噪音 隔音屏 声屏障 鸣笛 隔音墙 炸街 飞机噪声"),
    Rule(
        NOISE, Sub.LOW_FREQUENCY_NOISE, 3, "低频 嗡嗡声 空调外机 外机噪音 水泵噪声 变压器噪声 冷库外机 鼓风机"
    ),
    Rule(NOISE, Sub.INDUSTRIAL_NOISE, 2, "生产噪音 机器声 机器轰鸣 机器噪音 冲压 切割声 机械噪声"),
    Rule(NOISE, None, 3, "噪音 噪声 嗓音 澡音 燥音 燥声 躁音 震耳 轰鸣 分贝 轰隆 吵得 吵死 太吵 吵醒 刺耳"),
    Rule(NOISE, None, 2, "放炮 炮声 爆破声 嘈杂 吵闹 机器声 机械声 隔音 隆隆 日夜轰"),
    Rule(NOISE, None, 1, "扰民 不得安宁 昼夜不停 无法入睡 睡不着 难以入眠 夜不能寐 影响休息 影响睡眠 通宵"),
    Rule(
        WATER,
        Sub.INDUSTRIAL_WASTEWATER,
        3,
        "废水 工业废水 工业污水 偷排污水 排放污水 化工污水 洗砂 洗沙 尾矿 洗矿",
    ),
    Rule(WATER, Sub.DOMESTIC_SEWAGE, 3, "生活污水 化粪池 下水道 污水管 雨污分流 粪水 污水横流"),
    Rule(WATER, Sub.LIVESTOCK_WASTEWATER, 2, "养殖废水 养殖污水 猪粪 粪便 猪场污水 鸡粪"),
    Rule(
        WATER,
        Sub.BLACK_ODOROUS_WATER,
        3,
        "黑臭水 臭水沟 河水 水体 黑水 臭水 湖水 水质 死鱼 鱼虾 河道 河流 江河",
    ),
    Rule(WATER, Sub.DRINKING_SOURCE, 3, "饮用水 水源 地下水 井水 水源地 取水口 饮水 自来水厂"),
    Rule(
        WATER,
        None,
        3,
        "污水 水污染 毒水 脏水 泥浆水 水源污染 污染河 水系 排污 排污口 废液 污水处理 漏油 直排 水库",
    ),
    Rule(
        SOLID,
        Sub.HOUSEHOLD_WASTE,
        3,
        "垃圾成灾 垃圾堆 垃圾场 垃圾山 垃圾填埋 填埋场 堆放垃圾 倾倒垃圾 垃圾焚烧厂 垃圾站 生活垃圾 垃圾池 垃圾遍地 乱扔垃圾",
    ),
    Rule(
        SOLID,
        Sub.INDUSTRIAL_WASTE,
        3,
        "废渣 工业固废 固体废物 固废 矿渣 炉渣 污泥 废料 铬渣 锂渣 药渣 弃渣 渣场",
    ),
    Rule(SOLID, Sub.HAZARDOUS_WASTE, 3, "危险废物 危废 废机油 废油漆桶 铅酸电池"),
    Rule(SOLID, Sub.CONSTRUCTION_WASTE, 3, "建筑垃圾 渣土 弃土 倾倒渣土"),
    Rule(SOLID, Sub.MEDICAL_WASTE, 3, "医疗废物 医疗垃圾 医废"),
    Rule(SOLID, None, 1, "垃圾 倾倒 废品"),
    Rule(ECOLOGY, Sub.MINING, 3, "采石 采砂 非法采矿 采矿 开采 挖山 矿山 淘沙 采沙 挖沙 炸山 石场 岩石"),
    Rule(ECOLOGY, Sub.PROTECTED_AREA, 3, "自然保护区 湿地 生态红线 风景名胜 国家森林公园"),
    Rule(ECOLOGY, Sub.DEFORESTATION, 3, "毁林 砍伐 退耕还林 林地 山林 植被 水土流失 荒漠化"),
    Rule(
        ECOLOGY,
        None,
        3,
        "生态破坏 破坏生态 生态环境破坏 山体滑坡 填湖 占用农田 侵占耕地 基本农田 改变土地性质",
    ),
    Rule(SOIL, None, 3, "土壤 重金属 镉污染 铅污染 砷污染 铅中毒 耕地污染 农田污染 血铅"),
    Rule(
        RADIATION,
        Sub.ELECTROMAGNETIC,
        3,
        "辐射 电磁 基站 变电站 高压线 信号塔 发射塔 千伏 110kv 220kv 35kv 500kv 高压电 万伏 铁塔 高压电杆 输电",
    ),
    Rule(RADIATION, Sub.IONISING, 3, "放射源 放射性 伽马 核辐射"),
    Rule(LIGHT, None, 3, "光污染 霓虹灯 强光 灯光刺眼 广告灯 玻璃幕墙反光"),
    Rule(
        PROJECT,
        Sub.BUILT_UNAPPROVED,
        2,
        "未批先建 无环评 没有环评 环评手续 环评 环评报告 环境影响报告 环境影响评价 环评公示 环评批复",
    ),
    Rule(PROJECT, Sub.RUN_UNACCEPTED, 2, "未验先投 三同时 环保验收 未经验收"),
    Rule(OTHER, Sub.MONITORING_FRAUD, 3, "监测造假 数据造假 检测造假 弄虚作假"),
    Rule(OTHER, None, 2, "环保局不作为 环保部门不作为 补偿政策 奖补 关停补偿 拆除补偿 投诉电话"),
)


@dataclass(frozen=True, slots=True)
class OursRule:
    """These words tell that the matter is one of ecology and environment, whatever its type."""

    weight: float
    words: str


OURS = OursRule(4, "污染 环保 环境保护 环评 生态环境 环境污染 扰民 排放 排污 偷排 直排 超标")


ELSEWHERE: tuple[str, ...] = (
    "环卫 清扫 扫地车 洒水车 垃圾桶 垃圾箱 垃圾站 垃圾分类 垃圾清运 中转站 卫生死角 垃圾遍地",
    "城管 占道 占道经营 市容 摆摊 摊位 流动摊贩 违建 违章建筑 创卫",
    "物业 业主 业委会 开发商 交房 房产证 停车 电梯 小区 规划 绿化 容积率",
    "下水道 化粪池 自来水 停水 停电 路灯 修路 马路 公路 农贸市场 棚改 拆迁 征地 宅基地",
    "工资 社保 劳动 工伤 退休 医保 合同 就业 养老",
    "学校 教师 老师 招生 学生 培训 医院 医生 药品 幼儿园 学费",
    "出租车 公交 客运 驾校 超载 收费站 物流 交警",
    "消费 假药 食品 价格 传销 旅游 景区 营业执照 税务",
    "补偿款 奖补 补偿 赔偿 关闭退出",
)
"""Words that go with the matters of other departments (city management, housing, labour, schools, roads, trade); how
far each group speaks against a matter of the environment is learnt."""


@dataclass(frozen=True, slots=True)
class IndustryRule:
    """These words speak for this industry."""

    industry: Industry
    words: str


INDUSTRIES: tuple[IndustryRule, ...] = (
    IndustryRule(
        Industry.CATERING, "餐馆 餐厅 饭店 烧烤 夜宵 酒店 宾馆 ktv 歌厅 酒吧 餐饮 小吃 早餐店 娱乐城 火锅"
    ),
    IndustryRule(Industry.CONSTRUCTION, "施工 工地 打桩 建筑工地 开发商 塔吊 挖掘机"),
    IndustryRule(Industry.NON_METALLIC, "搅拌站 水泥 砖厂 石料 碎石 石材 瓷厂 玻璃 陶瓷 混凝土 石灰 砖瓦"),
    IndustryRule(Industry.LIVESTOCK, "养猪 养殖 养鸡 养鸭 养牛 猪场 鸡场 牲畜 屠宰 生猪"),
    IndustryRule(Industry.CHEMICAL, "化工 农药 油漆厂 炼油 橡胶 化肥 制药 药厂 涂料 染料"),
    IndustryRule(Industry.METALLURGY, "冶炼 钢铁 炼铁 铁合金 铸造 电镀 炼钒 铅锌 有色金属"),
    IndustryRule(Industry.MINING, "采石 采矿 煤矿 矿山 采砂 矿业 洗砂 洗煤 选矿 洗沙"),
    IndustryRule(
        Industry.WASTE_TREATMENT, "污水处理厂 垃圾焚烧厂 垃圾填埋 填埋场 垃圾站 中转站 垃圾处理 分拣中心"
    ),
    IndustryRule(Industry.FUEL_AND_REPAIR, "加油站 汽修 洗车 修理厂 加气站 油库"),
    IndustryRule(Industry.TRANSPORT, "高速公路 铁路 机场 物流 货运 车流 地铁 高铁 码头 货车"),
    IndustryRule(
        Industry.MANUFACTURING,
        "家具 喷涂 喷漆 塑料 印刷 造纸 皮革 机械厂 电子厂 纺织 印染 木材 饲料 食品厂 加工厂 冲压 纸厂 家私",
    ),
    IndustryRule(
        Industry.RESIDENTIAL_SERVICE, "广场舞 麻将 棋牌 物业 菜市场 洗衣店 装修 水果店 便利店 超市 理发"
    ),
)


@dataclass(frozen=True, slots=True)
class TrackRule:
    """These words speak for this legal path; the basis is the handbook's triage, the decision the officer's."""

    track: Track
    weight: float
    words: str


TRACKS: tuple[TrackRule, ...] = (
    TrackRule(Track.D, 3, "受贿 行贿 贪污 索贿 收受 保护伞 官商勾结 违纪 参股 充当保护伞 权钱交易"),
    TrackRule(
        Track.G,
        2,
        "环保局不作为 环保局推诿 环保局包庇 县环保局 区环保局 分局不作为 多次向环保局 环保部门不管 不作为",
    ),
    TrackRule(Track.E, 3, "信息公开 行政复议 行政诉讼 申请公开 仲裁 不服处罚"),
    TrackRule(Track.B, 3, "态度恶劣 服务态度 工作作风 赔偿损失 要求赔偿 请求调解 补偿款"),
    TrackRule(Track.C, 3, "建议 意见和建议 献策"),
    TrackRule(Track.F, 2, "咨询 请问 想问 是否需要 怎么办理 如何办理 标准是什么 有没有规定 想了解"),
)
