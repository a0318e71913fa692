//! The words synthetic packs are made of. Real provinces; everything else is put together and means nothing.

/// A province-level division: id, Chinese and English name, code, column and row on the tile map, region.
pub(super) type Province = (
    &'static str,
    &'static str,
    &'static str,
    u32,
    (u8, u8),
    &'static str,
);

/// All 34.
#[rustfmt::skip]
pub(super) const PROVINCES: [Province; 34] = [
    ("province-beijing", "北京市", "Beijing", 110000, (6, 2), "东部"),
    ("province-tianjin", "天津市", "Tianjin", 120000, (7, 2), "东部"),
    ("province-hebei", "河北省", "Hebei", 130000, (6, 3), "东部"),
    ("province-shanxi", "山西省", "Shanxi", 140000, (5, 3), "中部"),
    ("province-neimenggu", "内蒙古自治区", "Inner Mongolia", 150000, (5, 1), "西部"),
    ("province-liaoning", "辽宁省", "Liaoning", 210000, (8, 2), "东北"),
    ("province-jilin", "吉林省", "Jilin", 220000, (8, 1), "东北"),
    ("province-heilongjiang", "黑龙江省", "Heilongjiang", 230000, (8, 0), "东北"),
    ("province-shanghai", "上海市", "Shanghai", 310000, (8, 4), "东部"),
    ("province-jiangsu", "江苏省", "Jiangsu", 320000, (7, 4), "东部"),
    ("province-zhejiang", "浙江省", "Zhejiang", 330000, (7, 5), "东部"),
    ("province-anhui", "安徽省", "Anhui", 340000, (6, 4), "中部"),
    ("province-fujian", "福建省", "Fujian", 350000, (6, 6), "东部"),
    ("province-jiangxi", "江西省", "Jiangxi", 360000, (5, 5), "中部"),
    ("province-shandong", "山东省", "Shandong", 370000, (7, 3), "东部"),
    ("province-henan", "河南省", "Henan", 410000, (5, 4), "中部"),
    ("province-hubei", "湖北省", "Hubei", 420000, (4, 4), "中部"),
    ("province-hunan", "湖南省", "Hunan", 430000, (4, 5), "中部"),
    ("province-guangdong", "广东省", "Guangdong", 440000, (4, 6), "东部"),
    ("province-guangxi", "广西壮族自治区", "Guangxi", 450000, (3, 6), "西部"),
    ("province-hainan", "海南省", "Hainan", 460000, (3, 7), "东部"),
    ("province-chongqing", "重庆市", "Chongqing", 500000, (3, 4), "西部"),
    ("province-sichuan", "四川省", "Sichuan", 510000, (2, 4), "西部"),
    ("province-guizhou", "贵州省", "Guizhou", 520000, (3, 5), "西部"),
    ("province-yunnan", "云南省", "Yunnan", 530000, (2, 5), "西部"),
    ("province-xizang", "西藏自治区", "Xizang (Tibet)", 540000, (0, 4), "西部"),
    ("province-shaanxi", "陕西省", "Shaanxi", 610000, (4, 3), "西部"),
    ("province-gansu", "甘肃省", "Gansu", 620000, (2, 3), "西部"),
    ("province-qinghai", "青海省", "Qinghai", 630000, (1, 3), "西部"),
    ("province-ningxia", "宁夏回族自治区", "Ningxia", 640000, (3, 3), "西部"),
    ("province-xinjiang", "新疆维吾尔自治区", "Xinjiang", 650000, (0, 2), "西部"),
    ("province-taiwan", "台湾省", "Taiwan", 710000, (8, 6), "东部"),
    ("province-xianggang", "香港特别行政区", "Hong Kong", 810000, (5, 7), "东部"),
    ("province-aomen", "澳门特别行政区", "Macao", 820000, (4, 7), "东部"),
];

/// First characters of a made-up town, with their pinyin.
pub(super) const FIRST: [(&str, &str); 30] = [
    ("东", "dong"),
    ("西", "xi"),
    ("南", "nan"),
    ("北", "bei"),
    ("安", "an"),
    ("长", "chang"),
    ("重", "chong"),
    ("永", "yong"),
    ("新", "xin"),
    ("清", "qing"),
    ("宁", "ning"),
    ("平", "ping"),
    ("金", "jin"),
    ("银", "yin"),
    ("龙", "long"),
    ("凤", "feng"),
    ("桂", "gui"),
    ("松", "song"),
    ("柳", "liu"),
    ("梅", "mei"),
    ("石", "shi"),
    ("白", "bai"),
    ("青", "qing"),
    ("黄", "huang"),
    ("丹", "dan"),
    ("云", "yun"),
    ("海", "hai"),
    ("湖", "hu"),
    ("德", "de"),
    ("文", "wen"),
];

/// Second characters.
pub(super) const SECOND: [(&str, &str); 28] = [
    ("江", "jiang"),
    ("山", "shan"),
    ("州", "zhou"),
    ("阳", "yang"),
    ("城", "cheng"),
    ("安", "an"),
    ("昌", "chang"),
    ("川", "chuan"),
    ("河", "he"),
    ("湖", "hu"),
    ("林", "lin"),
    ("原", "yuan"),
    ("海", "hai"),
    ("港", "gang"),
    ("泉", "quan"),
    ("岭", "ling"),
    ("塘", "tang"),
    ("浦", "pu"),
    ("源", "yuan"),
    ("化", "hua"),
    ("台", "tai"),
    ("沙", "sha"),
    ("门", "men"),
    ("口", "kou"),
    ("都", "du"),
    ("水", "shui"),
    ("丰", "feng"),
    ("庆", "qing"),
];

/// Leading industries.
#[rustfmt::skip]
pub(super) const INDUSTRIES: [&str; 16] = [
    "电子信息", "装备制造", "生物医药", "新材料", "新能源", "节能环保", "汽车", "集成电路", "人工智能", "软件", "现代农业", "航空航天", "光电", "机器人", "食品", "智能家电",
];

/// Whom a measure is for.
#[rustfmt::skip]
pub(super) const WHO: [&str; 10] = [
    "高新技术企业", "科技型中小企业", "研发机构", "领军人才", "创业团队", "孵化器", "上市后备企业", "外资研发中心", "高校院所", "技术转移机构",
];

/// What for.
#[rustfmt::skip]
pub(super) const WHAT: [&str; 12] = [
    "研发投入", "成果转化", "设备更新", "平台建设", "人才引进", "厂房租赁", "技术改造", "知识产权", "首台套应用", "科技金融", "市场开拓", "标准制定",
];

/// What it gives.
#[rustfmt::skip]
pub(super) const HOW: [&str; 10] = [
    "给予补助", "贴息", "优先供地", "提供公寓", "减免租金", "一次性奖励", "股权投资", "政府采购", "绿色通道", "配套资助",
];

/// The same in English.
#[rustfmt::skip]
pub(super) const HOW_EN: [&str; 10] = [
    "a grant", "interest relief", "priority for land", "flats for staff", "rent relief", "a single award", "equity", "public procurement", "a fast track", "matching funds",
];

/// Heads of a document.
#[rustfmt::skip]
pub(super) const HEADS: [&str; 6] = [
    "创新能力", "企业培育", "产业升级", "人才支撑", "开放合作", "营商环境",
];

/// What metrics count.
#[rustfmt::skip]
pub(super) const MEASURED: [&str; 16] = [
    "营业收入", "工业总产值", "净利润", "上缴税费", "出口总额", "企业数", "从业人员", "研发经费", "研发人员", "授权专利", "技术合同额", "高新技术企业", "上市企业", "固定资产投资", "实际使用外资", "用电量",
];

/// Of whom they count it.
#[rustfmt::skip]
pub(super) const SCOPES: [&str; 4] = [
    "全区", "规模以上", "高新技术企业", "核心区",
];
