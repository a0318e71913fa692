//! Where zones lie, in the window's language.

use super::Dataset;
use crate::model::{Lang, Named as _, PlaceKind, Zone};

/// A province-level division by its full Chinese name.
pub fn province_name<'a>(data: &'a Dataset, lang: Lang, province: &'a str) -> &'a str {
    if lang == Lang::Zh {
        return province;
    }
    let mut places = data.places.iter();
    let known = places.find(|p| p.kind == PlaceKind::Province && p.name == province);
    known.map_or(province, |place| place.name(lang))
}

/// Province, city and county, in English from small to large; a municipality is its own city.
pub fn place_name(data: &Dataset, lang: Lang, zone: &Zone) -> String {
    let mut parts = vec![zone.province.as_str(), &zone.city, &zone.county];
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    match lang {
        Lang::Zh => parts.join(" "),
        Lang::En => {
            let names = parts.iter().map(|part| match *part == zone.province {
                true => province_name(data, lang, part),
                false => data.term(part, lang),
            });
            let names: Vec<&str> = names.rev().collect();
            names.join(", ")
        }
    }
}
