"""What a complaint is about, apart from where: a vocabulary of troubles, each with the words that tell of it.

Two complaints about one estate are two matters when one tells of kitchen fumes and the other of parking. The
list covers the bureau's own matters first and then what citizens also write to it and what gets redirected.
"""

from collections.abc import Iterable

from petitions.repeats.text import fold

_WORDS = (
    ("施工噪声", "施工|工地|打桩|装修|钻孔|夜间作业|通宵作业"),
    ("噪声", "噪音|噪声|吵闹|太吵|很吵|争吵|吵得|轰鸣|轰响|嗡嗡|分贝|喧哗|喧闹|隔音|隔声|睡不着|无法入睡"),
    ("唱歌跳舞音乐", "ktv|唱歌|歌厅|广场舞|音响|音乐|喇叭|乐器|低音炮"),
    ("麻将棋牌", "麻将|棋牌|赌博|聚赌|赌场"),
    ("交通噪声", "车流|大货车|鸣笛|飙车|炸街|高架|高速|轻轨|高铁|铁路|飞机|航班"),
    ("设备低频", "低频|空调机|空调外机|水泵|电梯|变压器|风机|冷却塔|机房"),
    ("油烟", "油烟|烟道|排烟|餐饮|烧烤|夜宵|饭店|餐馆"),
    ("异味", "臭气|臭味|很臭|太臭|发臭|酸臭|腥臭|臭不可闻|异味|气味|刺鼻|难闻|恶臭|酸味|胶味"),
    ("粉尘扬尘", "灰尘|粉尘|扬尘|尘土|飞灰|沙尘|煤灰"),
    ("废气", "废气|浓烟|黑烟|冒烟|烟囱|排放|毒气|雾霾|尾气"),
    ("露天焚烧", "焚烧|烧垃圾|秸秆|燃放|烟花|鞭炮"),
    ("污水", "污水|废水|排污|黑臭|粪水|化粪池|脏水|溢流|下水道|雨污"),
    ("河湖水质", "河道|水库|水体|河水|湖水|水质|死鱼|水源"),
    ("饮水供水", "自来水|停水|水管|供水|饮用水|水压"),
    ("养殖", "养殖|养猪|养鸡|养鸭|猪场|鸡场|粪便"),
    ("垃圾", "垃圾|废品|废弃|填埋|分拣|中转站"),
    ("渣土", "渣土|建筑垃圾|弃土|倾倒|泥浆"),
    ("危险废物", "危废|危险废|废油|医废|医疗废|化学品"),
    ("搅拌站", "搅拌|混凝土|商砼|沥青"),
    ("采石采砂", "采石|洗石|挖石|碎石|采砂|洗砂|挖砂|采矿|砂场|石厂|石场|开采|爆破|放炮"),
    ("变电高压线", "变电|高压线|千伏|kv|输电|电磁"),
    ("基站", "基站|信号塔|天线"),
    ("光污染", "光污染|灯光|广告灯|霓虹|刺眼|路灯"),
    ("加油站", "加油站|油站|油罐|油库"),
    ("毁林占绿", "毁林|砍伐|绿地|绿化|砍树|鱼塘|填湖|湿地|生态红线"),
    ("土壤", "土壤|重金属|镉污染|镉超标|含镉|铅超标|农田污染"),
    ("环评审批", "环评|环境影响|未批先建|验收|公示|审批手续|选址"),
    ("停车", "停车|车位|违停|车库"),
    ("违法建设", "违建|违章建|违法建|加盖|私搭|搭建|住改商|群租|隔成"),
    ("消防", "消防|火灾|逃生"),
    ("物业管理", "物业|业委会|维修资金|保安"),
    ("房屋质量", "开裂|漏水|渗水|质量问题|裂缝|精装"),
    ("购房纠纷", "开发商|交房|退房|退铺|虚假宣传|网签|收房|延期交付"),
    ("办证", "房产证|不动产证|办证|产权证|过户"),
    ("拆迁征地", "拆迁|征地|征收|安置|棚改|旧改|补偿"),
    ("住房政策", "公积金|购房补贴|限购|人才|公租房|廉租"),
    ("教育", "学校|学位|补课|幼儿园|入学|教师|老师|学生|培训|招生"),
    ("道路", "修路|破损|坑洼|路面|人行道|围挡|断头路|快速化|拓宽"),
    ("交通拥堵", "拥堵|堵车|红绿灯|绿灯|掉头|左转"),
    ("公共交通", "公交|地铁|班次|站点|一卡通"),
    ("摊贩", "摆摊|摊贩|占道|店外|夜市|菜市场"),
    ("劳动报酬", "工资|拖欠|欠薪|社保|加班费"),
    ("金融诈骗", "诈骗|集资|p2p|理财|网贷|车贷|传销"),
    ("医疗", "医院|医保|疫苗|药店"),
    ("民政待遇", "低保|补贴|养老|退伍|转业|残疾"),
    ("户籍", "户口|落户|身份证|居住证"),
    ("公共设施", "公园|球场|厕所|健身|图书馆|路名牌"),
    ("天然气电力", "燃气|天然气|停电|供电|电费"),
    ("行政作为", "不作为|推诿|甩锅|办案|立案|信息公开"),
)


def by_first_bigram(vocabulary: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Each word of ``(label, words)`` rows with its label, to be found by the word's first two characters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for label, words in vocabulary:
        for word in map(fold, words.split("|")):
            found.setdefault(word[:2], []).append((word, label))
    return found


_BY_FIRST_BIGRAM = by_first_bigram(_WORDS)


def topics(folded: str, grams: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The troubles told of in a folded text with these bigrams, by their Chinese label, and the words that tell."""
    found = [
        (label, word)
        for gram in _BY_FIRST_BIGRAM.keys() & grams
        for word, label in _BY_FIRST_BIGRAM[gram]
        if word in folded
    ]
    return frozenset(label for label, _ in found), frozenset(word for _, word in found)
