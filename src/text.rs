//! Interface and figure texts, from the fluent files `assets/i18n/{zh-CN,en}.ftl`.
//!
//! Lookups are cheap enough for every frame (about a microsecond); the bundles are parsed once per process.

use std::borrow::Cow;
use std::sync::LazyLock;

pub use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::model::{Lang, Qualifier, Status};

const ZH: &str = include_str!("../assets/i18n/zh-CN.ftl");
const EN: &str = include_str!("../assets/i18n/en.ftl");

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle("zh-CN", ZH), bundle("en", EN)]);

fn bundle(locale: &str, source: &str) -> FluentBundle<FluentResource> {
    // The files are part of the binary and a test reads every message, so a syntax error never ships;
    // fluent keeps whatever it could read.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(kept, _errors)| kept);
    let mut bundle = FluentBundle::new_concurrent(locale.parse().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

fn of(lang: Lang) -> &'static FluentBundle<FluentResource> {
    match lang {
        Lang::Zh => &BUNDLES[0],
        Lang::En => &BUNDLES[1],
    }
}

/// The text `id` in `lang`; the id itself when there is none (a test keeps that from happening).
pub fn tr(lang: Lang, id: &'static str) -> Cow<'static, str> {
    format(lang, id, None)
}

/// The text `id` with its `{ $arguments }` filled in.
pub fn tr_args(lang: Lang, id: &'static str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
    format(lang, id, Some(&args)).into_owned()
}

/// Text id of how a source hedges a figure.
pub fn qualifier_text(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "qualifier-exact",
        Qualifier::About => "qualifier-about",
        Qualifier::Over => "qualifier-over",
        Qualifier::Nearly => "qualifier-nearly",
        Qualifier::AtLeast => "qualifier-at-least",
        Qualifier::UpTo => "qualifier-up-to",
    }
}

/// Text id of how a figure came about.
pub fn status_text(status: Status) -> &'static str {
    match status {
        Status::Reported => "status-reported",
        Status::Derived => "status-derived",
        Status::Preliminary => "status-preliminary",
        Status::Doubtful => "status-doubtful",
    }
}

/// `text（a，b）`: what is said more narrowly after a text; the text alone where all of `own` is empty.
pub fn in_brackets(text: &str, own: &[&str], lang: Lang) -> String {
    let own: Vec<&str> = own.iter().copied().filter(|own| !own.is_empty()).collect();
    let said = own.join(lang.pick("，", ", "));
    match (own.is_empty(), lang) {
        (true, _) => text.to_owned(),
        (false, Lang::Zh) => format!("{text}（{said}）"),
        (false, Lang::En) => format!("{text} ({said})"),
    }
}

/// A title as one is cited: `《国家高新区》`; in English in quotes where it has no Chinese letter.
pub fn titled(title: &str, lang: Lang) -> String {
    let han = || title.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    match lang == Lang::Zh || han() {
        true => format!("《{title}》"),
        false => format!("\"{title}\""),
    }
}

/// What is `said` of the measures transcribed, and that there are `aims` beside them, which no document counts among its
/// own.
pub fn with_aims(said: String, aims: usize, lang: Lang) -> String {
    let id = match aims {
        0 => return said,
        1 => "policy-aim",
        _ => "policy-aims",
    };
    said + &tr_args(lang, id, &[("n", aims.into())])
}

fn format(lang: Lang, id: &'static str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    let bundle = of(lang);
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    let Some(pattern) = pattern else {
        log::error!("no text {id:?} in {}", lang.code());
        return Cow::Borrowed(id);
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    for error in errors {
        log::error!("text {id:?}: {error}");
    }
    Cow::Owned(text.into_owned())
}

/// Every text id of `lang` with its raw text; for tests that lay out all of them.
pub fn all(lang: Lang) -> Vec<(String, String)> {
    let source = match lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    source
        .lines()
        .filter(|line| !line.starts_with(['#', ' ', '-']))
        .filter_map(|line| line.split_once(" = "))
        .map(|(id, text)| (id.to_owned(), text.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_in_the_marks_of_their_letters() {
        assert_eq!(
            in_brackets("甲", &["", "乙", "丙"], Lang::Zh),
            "甲（乙，丙）"
        );
        assert_eq!(in_brackets("a", &["b", "c"], Lang::En), "a (b, c)");
        assert_eq!(in_brackets("a", &["", ""], Lang::En), "a");
        assert_eq!(titled("国家高新区", Lang::En), "《国家高新区》");
        assert_eq!(titled("High-tech zones", Lang::En), "\"High-tech zones\"");
        assert_eq!(titled("High-tech zones", Lang::Zh), "《High-tech zones》");
    }
}
