//! A measure as one cites it: what it provides, document, number, article, date, source.

use crate::chart::locator_words;
use crate::dataset::Dataset;
use crate::model::{Lang, Measure, Policy};
use crate::text::{tr, tr_args};

/// `第6条`, or that the source gives no number.
pub fn article(measure: &Measure, lang: Lang) -> String {
    match &measure.number {
        Some(number) => tr_args(lang, "citation-article", &[("n", number.as_str().into())]),
        None => tr(lang, "citation-no-article").into_owned(),
    }
}

/// `《文件名》（文号），机构，日期`
pub fn document(data: &Dataset, policy: &Policy, lang: Lang) -> String {
    let title = lang.pick(&policy.title, &policy.title_en);
    let number = policy.number.as_str();
    let date = match policy.issued {
        Some(date) => date.display(lang),
        None => tr(lang, "citation-no-date").into_owned(),
    };
    let issuers = data.terms(&policy.issuers, lang);
    let args = [
        ("title", title.into()),
        ("number", number.into()),
        ("issuers", issuers.into()),
        ("date", date.into()),
    ];
    let id = match number {
        "" => "citation-document-no-number",
        _ => "citation-document",
    };
    tr_args(lang, id, &args)
}

/// The bodies that are responsible and those that support them, each list with the text id of what they are.
pub fn responsible<'a>(
    responsible: &'a [String],
    supporting: &'a [String],
) -> impl Iterator<Item = (&'static str, &'a [String])> {
    // Only beside others does it matter who leads.
    let lead = match supporting.is_empty() {
        true => "role-responsible",
        false => "role-lead",
    };
    let lists = [(lead, responsible), ("role-supporting", supporting)];
    lists.into_iter().filter(|(_, bodies)| !bodies.is_empty())
}

/// The whole citation, to paste.
pub fn citation(data: &Dataset, policy: &Policy, measure: &Measure, lang: Lang) -> String {
    let source = data.source(&measure.source).map_or_else(
        || measure.source.to_string(),
        |source| {
            let args = [
                ("publisher", data.term(&source.publisher, lang).into()),
                ("title", source.title.as_str().into()),
            ];
            tr_args(lang, "citation-source", &args)
        },
    );
    let locator = match locator_words(data, &measure.locator, lang).as_str() {
        "" => String::new(),
        locator => format!("{}{locator}", lang.pick("，", ", ")),
    };
    let args = [
        ("text", measure.text(lang).into()),
        ("document", document(data, policy, lang).into()),
        ("article", article(measure, lang).into()),
        ("source", format!("{source}{locator}").into()),
    ];
    tr_args(lang, "citation", &args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_one_needs_to_cite_is_in_it() {
        let data = Dataset::embedded();
        for policy in &data.policies {
            for measure in &policy.measures {
                for lang in [Lang::Zh, Lang::En] {
                    let text = citation(&data, policy, measure, lang);
                    assert!(text.contains(measure.text(lang)), "{text}");
                    assert!(text.contains(lang.pick(&policy.title, &policy.title_en)));
                    assert!(text.contains(&policy.number), "{text}");
                    let locator = locator_words(&data, &measure.locator, lang);
                    assert!(text.contains(&locator), "{text}");
                    assert!(!text.contains("{") && !text.contains("citation"), "{text}");
                }
            }
        }
        let (policy, measure) = data.measure(&"tj77-01".into()).unwrap();
        let text = citation(&data, policy, measure, Lang::Zh);
        for part in [
            "《关于促进天津滨海",
            "（津科区〔2020〕91号）",
            "第1条",
            "2020",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }
}
