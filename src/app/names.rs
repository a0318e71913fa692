//! What the data name only in Chinese, in the window's language.

use std::borrow::Cow;

use crate::app::state::overview;
use crate::app::widgets::place_text;
use crate::dataset::Dataset;
use crate::model::{Lang, Named as _, PlaceKind, Zone};
use crate::text::tr;

/// A province-level division by its full Chinese name.
pub fn province_name<'a>(data: &'a Dataset, lang: Lang, province: &'a str) -> &'a str {
    let mut places = data.places.iter();
    let known = places.find(|p| p.kind == PlaceKind::Province && p.name == province);
    match (lang, known) {
        (Lang::En, Some(place)) => place.name(lang),
        _ => province,
    }
}

/// A province-level division without its rank, as tables have room for: 广西, Guangxi.
pub fn short_province<'a>(data: &'a Dataset, lang: Lang, province: &'a str) -> &'a str {
    overview::short_province(province_name(data, lang, province))
}

/// 东部, 中部, 西部, 东北 in `lang`; anything else as it is.
pub fn region_name(lang: Lang, region: &str) -> Cow<'_, str> {
    match region {
        "东部" => tr(lang, "region-east"),
        "中部" => tr(lang, "region-centre"),
        "西部" => tr(lang, "region-west"),
        "东北" => tr(lang, "region-northeast"),
        other => Cow::Borrowed(other),
    }
}

/// A class of industry in `lang`; one we do not know as it is.
pub fn industry_group_name(lang: Lang, group: &str) -> Cow<'_, str> {
    match group {
        "装备制造" => tr(lang, "class-equipment"),
        "新一代信息技术" => tr(lang, "class-information"),
        "生物医药与健康" => tr(lang, "class-life"),
        "新材料" => tr(lang, "class-materials"),
        "新能源与节能环保" => tr(lang, "class-energy"),
        "食品轻纺与农业" => tr(lang, "class-consumer"),
        "汽车与交通装备" => tr(lang, "class-transport"),
        "石化冶金与建材" => tr(lang, "class-process"),
        "航空航天" => tr(lang, "class-aerospace"),
        "服务与文化" => tr(lang, "class-services"),
        other => Cow::Borrowed(other),
    }
}

/// Province, city and county; the province in `lang`, as cities have Chinese names only.
pub fn place_name(data: &Dataset, lang: Lang, zone: &Zone) -> String {
    let chinese = place_text(zone);
    match (lang, chinese.strip_prefix(&zone.province)) {
        (Lang::En, Some(rest)) => {
            format!("{}{rest}", province_name(data, lang, &zone.province))
        }
        _ => chinese,
    }
}

/// The zone's level in `lang`; one we do not know as it is.
pub fn level_name(lang: Lang, level: &str) -> Cow<'_, str> {
    match level {
        "国家级" => tr(lang, "level-national"),
        other => Cow::Borrowed(other),
    }
}

/// The leading industries on one line: as the source names them in Chinese, by class in English where there are any.
pub fn industries_text(lang: Lang, zone: &Zone) -> String {
    match lang {
        Lang::En if !zone.industry_groups.is_empty() => {
            let groups = zone.industry_groups.iter();
            let names: Vec<_> = groups.map(|g| industry_group_name(lang, g)).collect();
            names.join(", ")
        }
        Lang::En => zone.industries.join(", "),
        Lang::Zh => zone.industries.join("、"),
    }
}
