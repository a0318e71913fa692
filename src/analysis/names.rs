//! What the records name only in Chinese, in the window's language.

use std::borrow::Cow;

use crate::dataset::{Dataset, place_name, province_name};
use crate::model::{Lang, Period, Zone};
use crate::text::{tr, tr_args};

/// A province-level division without its rank, as tables have room for: 广西, Guangxi.
pub fn short_province<'a>(data: &'a Dataset, lang: Lang, province: &'a str) -> &'a str {
    without_rank(province_name(data, lang, province))
}

/// A province-level division's Chinese name without what kind of division it is: 广西壮族自治区 → 广西.
pub fn without_rank(name: &str) -> &str {
    const KINDS: [&str; 7] = [
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "省",
        "市",
    ];
    let short = KINDS.iter().find_map(|kind| name.strip_suffix(kind));
    short.filter(|short| !short.is_empty()).unwrap_or(name)
}

/// Where a zone lies, the division without its rank: 内蒙古 呼和浩特市.
pub fn short_place(data: &Dataset, lang: Lang, zone: &Zone) -> String {
    let place = place_name(data, lang, zone);
    match place.strip_prefix(&zone.province) {
        Some(rest) => format!("{}{rest}", without_rank(&zone.province)),
        None => place,
    }
}

/// A demonstration zone's bare name, and since when where the packs add that: 苏南（2014-10）.
pub fn demo_zone<'a>(data: &'a Dataset, lang: Lang, text: &'a str) -> (&'a str, Option<Period>) {
    let text = data.term(text, lang);
    let inner = text.strip_suffix(['）', ')']);
    let parts = inner.and_then(|text| text.rsplit_once(['（', '(']));
    match parts.map(|(name, date)| (name.trim_end(), date.parse())) {
        Some((name, Ok(since))) => (name, Some(since)),
        _ => (text, None),
    }
}

/// A demonstration zone in words that say what it is: 苏南自创区 · 2014年10月; empty where there is none.
pub fn demo_zone_text(data: &Dataset, lang: Lang, text: &str) -> String {
    let (name, since) = demo_zone(data, lang, text);
    let says_so = name.ends_with('区') || name.to_lowercase().ends_with("zone");
    let name = match name.is_empty() || says_so {
        true => name.to_owned(),
        false => tr_args(lang, "demo-zone-name", &[("name", name.into())]),
    };
    match since {
        Some(since) => format!("{name}{}{}", lang.pick(" · ", ", "), since.display(lang)),
        None => name,
    }
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

/// City and county; a municipality is its own city.
pub(super) fn city_name(data: &Dataset, lang: Lang, zone: &Zone) -> String {
    let parts = [zone.city.as_str(), zone.county.as_str()].into_iter();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    match lang {
        _ if parts.is_empty() && zone.province.ends_with('市') => {
            province_name(data, lang, &zone.province).to_owned()
        }
        Lang::Zh => parts.join(" "),
        Lang::En => {
            let names: Vec<&str> = parts
                .iter()
                .rev()
                .map(|part| data.term(part, lang))
                .collect();
            names.join(", ")
        }
    }
}

/// The zone's level in `lang`; one we do not know as it is.
pub fn level_name(lang: Lang, level: &str) -> Cow<'_, str> {
    match level {
        "国家级" => tr(lang, "level-national"),
        other => Cow::Borrowed(other),
    }
}

/// The leading industries as the source names them.
pub fn industries_text(data: &Dataset, lang: Lang, zone: &Zone) -> String {
    data.terms(&zone.industries, lang)
}

/// Our classes of its industries.
pub fn classes_text(lang: Lang, zone: &Zone) -> String {
    let groups = zone.industry_groups.iter();
    let names: Vec<_> = groups.map(|g| industry_group_name(lang, g)).collect();
    names.join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_zone_is_called_one() {
        let data = Dataset::embedded();
        let cases = [
            ("西安", "西安自创区", "Xi'an demonstration zone"),
            (
                "苏南（2014-10）",
                "苏南自创区 · 2014年10月",
                "Southern Jiangsu demonstration zone, Oct 2014",
            ),
            ("长三角自创区", "长三角自创区", "长三角自创区"),
            (
                "某地（一期）",
                "某地（一期）自创区",
                "某地（一期） demonstration zone",
            ),
            ("", "", ""),
        ];
        for (text, zh, en) in cases {
            assert_eq!(demo_zone_text(&data, Lang::Zh, text), zh);
            assert_eq!(demo_zone_text(&data, Lang::En, text), en);
        }
        assert_eq!(demo_zone(&data, Lang::Zh, "天津（2014）").0, "天津");
    }

    #[test]
    fn a_place_is_short_by_its_rank_only() {
        let data = Dataset::embedded();
        let place = |id: &str, lang| short_place(&data, lang, data.zone(&id.into()).unwrap());
        assert_eq!(place("jining", Lang::Zh), "山东 济宁市");
        assert_eq!(place("jining", Lang::En), "Jining, Shandong");
    }

    #[test]
    fn provinces_lose_only_their_kind() {
        let cases = [
            ("广西壮族自治区", "广西"),
            ("内蒙古自治区", "内蒙古"),
            ("新疆维吾尔自治区", "新疆"),
            ("北京市", "北京"),
            ("香港特别行政区", "香港"),
            ("山东省", "山东"),
            ("市", "市"),
            ("Shandong", "Shandong"),
        ];
        for (name, short) in cases {
            assert_eq!(without_rank(name), short);
        }
    }
}
