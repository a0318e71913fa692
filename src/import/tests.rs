use proptest::prelude::*;

use super::policy::OTHER_CATEGORY;
use super::*;
use crate::dataset::{Dataset, PackSource, check_path_on, load};

const THROUGH: &str = include_str!("../../tests/data/policies/through-77.txt");

fn outline(draft: &Draft) -> Outline {
    Outline::of(draft, Rules::built_in())
}

/// A document as a Word package or a page: a paragraph a line, rows of tables as tables.
fn html(text: &str) -> String {
    let lines = text.lines().map(|line| match line.contains('\t') {
        true => format!(
            "<table><tr><td>{}</td></tr></table>",
            line.replace('\t', "</td><td>")
        ),
        false => format!("<p>{line}</p>"),
    });
    format!(
        "<!doctype html><html><body>{}</body></html>",
        lines.collect::<String>()
    )
}

#[test]
fn every_format_gives_the_same_measures() {
    let plain = outline(&read_text("x", THROUGH).unwrap());
    let gbk = encoding_rs::GBK.encode(THROUGH).0.into_owned();
    let body: String = THROUGH
        .lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let word = docx::tests::package(&[(
        "word/document.xml",
        &format!("<w:document><w:body>{body}</w:body></w:document>"),
    )]);
    let pages: Vec<Vec<&str>> = THROUGH
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .chunks(25)
        .map(<[&str]>::to_vec)
        .collect();
    let pages: Vec<&[&str]> = pages.iter().map(Vec::as_slice).collect();
    for (name, bytes) in [
        ("a.txt", gbk),
        ("a.html", html(THROUGH).into_bytes()),
        ("a.docx", word),
        ("a.pdf", pdf::tests::document(&pages, false)),
    ] {
        let draft = read_bytes(name, &bytes).unwrap();
        let read = outline(&draft);
        assert_eq!(read.measures.len(), 77, "{name}");
        assert_eq!(read.issues, [], "{name}");
        for (a, b) in read.measures.iter().zip(&plain.measures) {
            assert_eq!(
                (&a.text, &a.responsible),
                (&b.text, &b.responsible),
                "{name}"
            );
        }
        assert_eq!(draft.facts.number, "示科发〔2021〕15号", "{name}");
    }
}

#[test]
fn what_is_no_document_is_refused_with_its_reason() {
    let problem = |name: &str, bytes: &[u8]| read_bytes(name, bytes).unwrap_err().problem;
    assert_eq!(problem("a.txt", b" \n"), ReadProblem::Empty);
    assert_eq!(
        problem("a.doc", b"\xd0\xcf\x11\xe0rest"),
        ReadProblem::OldWord
    );
    assert_eq!(problem("a.txt", b"a\0b"), ReadProblem::UnknownFormat);
    assert!(matches!(problem("a.docx", b"text"), ReadProblem::Broken(_)));
    let broken = [THROUGH.as_bytes(), b"\xff\xff\xff"].concat();
    let error = read_bytes("a.txt", &broken).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a.txt:151:1: error: is neither UTF-8 nor UTF-16 nor GB18030; save it as UTF-8"
    );
    assert!(is_document(Path::new("a.PDF")) && !is_document(Path::new("a.png")));
    let missing = read_file(Path::new("/nowhere/a.txt")).unwrap_err();
    assert!(matches!(missing.problem, ReadProblem::Unreadable(_)));
}

#[test]
fn every_word_of_a_document_is_somewhere_in_the_pack() {
    let text = include_str!("../../tests/data/policies/damaged.txt");
    for text in [
        THROUGH,
        text,
        "关于支持的措施\n一、空的\n二、有的\n说明。\n1.支持。\n三、也空\n",
    ] {
        let policy = taken(text).policy;
        let mut all = format!(
            "{}{}{}",
            policy.title,
            policy.number,
            policy.issuers.join("")
        );
        let titles = policy.categories.iter().map(|category| &category.title);
        let parts = policy
            .measures
            .iter()
            .flat_map(|m| [&m.head, &m.sub_head, &m.text]);
        let named = policy.measures.iter();
        let named = named.flat_map(|m| m.responsible.iter().chain(&m.supporting));
        let kept = policy.kept.iter().map(|kept| &kept.text);
        titles
            .chain(parts)
            .chain(named)
            .chain(kept)
            .for_each(|part| all.push_str(part));
        let all: std::collections::HashSet<char> = furniture::squeeze(&all).chars().collect();
        // Marks of numbers and labels are read; every other character is there.
        let read = "0123456789一二三四五六七八九十（）().．、：，年月日责任单位文件— -";
        for c in furniture::squeeze(text)
            .chars()
            .filter(|c| !read.contains(*c))
        {
            assert!(all.contains(&c), "{c} of {text} is lost");
        }
    }
}

/// The document as it would be saved, and the folder of a pack for it.
fn taken(text: &str) -> Taken {
    let data = Dataset::embedded();
    let mut draft = read_text("示例.txt", text).unwrap();
    draft.facts.zone = zone_of(&draft, &data);
    policy(&draft, &outline(&draft), Rules::built_in(), &data)
}

#[test]
fn the_text_of_a_known_document_fills_it() {
    let text = THROUGH
        .replace("示科发〔2021〕15号", "津科区〔2020〕91号")
        .replace("示例高新技术产业开发区", "天津滨海高新技术产业开发区");
    let taken = taken(&text);
    assert_eq!(taken.policy.id.as_str(), "tianjin-77");
    assert_eq!(taken.policy.zone.as_ref().unwrap().as_str(), "tianjin");
    assert_eq!(
        (taken.policy.transcribed(), taken.policy.declared_measures),
        (77, Some(77))
    );
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-data");
    let base = [PackSource::Embedded];
    let first = save_policy(&taken, &pack, &base).unwrap();
    assert!(!first.replaced && first.backups.is_empty());
    assert_eq!(check_path_on(&pack, &base), []);
    let loaded = load(&[PackSource::Embedded, PackSource::Folder(pack.clone())]);
    assert_eq!(loaded.diagnostics, []);
    let policy = loaded.dataset.policy(&"tianjin-77".into()).unwrap();
    assert_eq!(*policy, taken.policy);
    // Again: replaced, with a copy of what was there. What a killed save left is taken away.
    let before = std::fs::read(pack.join("policies.ron")).unwrap();
    let left = pack.join(".zonescope-AbC123.tmp");
    std::fs::write(&left, "half").unwrap();
    let again = save_policy(&taken, &pack, &base).unwrap();
    assert!(!left.exists());
    assert!(again.replaced);
    assert_eq!(again.backups.len(), 2);
    assert_eq!(std::fs::read(&again.backups[1]).unwrap(), before);
    assert_eq!(std::fs::read(pack.join("policies.ron")).unwrap(), before);
}

#[test]
fn a_measure_keeps_its_id_when_others_are_joined_or_come_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-data");
    let take_in = |text: &str, shown: &[PackSource]| {
        let data = load(shown).dataset;
        let draft = read_text("x", text).unwrap();
        let taken = policy(&draft, &outline(&draft), Rules::built_in(), &data);
        save_policy(&taken, &pack, &[]).unwrap();
        let saved = load(&[PackSource::Folder(pack.clone())]).dataset;
        let taken = saved.policy(&taken.policy.id).unwrap();
        let measures = taken.measures.iter();
        let ids: Vec<_> = measures.map(|m| (m.text.clone(), m.id.clone())).collect();
        let unique: std::collections::HashSet<_> = ids.iter().map(|(_, id)| id).collect();
        assert_eq!(unique.len(), ids.len());
        let kept = taken.kept.iter().filter_map(|kept| kept.after.as_ref());
        assert!(kept.into_iter().all(|id| unique.contains(id)));
        ids
    };
    let own = [PackSource::Folder(pack.clone())];
    let taken = |text: &str| take_in(text, &own);
    let document = |measures: &[&str]| {
        let measures = measures.iter().enumerate();
        let lines = measures.map(|(i, text)| format!("{}.{text}\n", i + 1));
        format!("关于支持的措施\n{}", lines.collect::<String>())
    };
    let first = taken(&document(&["支持甲。", "支持乙。", "支持丙。", "支持丙。"]));
    // The second joined to the first; all after it move up.
    let joined = taken(&document(&["支持甲。支持乙。", "支持 丙。", "支持丙。"]));
    assert_eq!((&joined[1].1, &joined[2].1), (&first[2].1, &first[3].1));
    assert!(first.iter().all(|(_, id)| *id != joined[0].1));
    // A corrected letter makes no other measure.
    let corrected = taken(&document(&["支持甲。支持乙。", "支持 丙。", "支持丙！"]));
    assert_eq!(corrected[2].1, joined[2].1);
    let joined = taken(&document(&["支持甲。支持乙。", "支持 丙。", "支持丙。"]));
    assert_eq!(corrected[2].1, joined[2].1);
    // A place that became free is nobody's.
    let longer = taken(&document(&[
        "支持丁。",
        "支持戊。",
        "支持丙。",
        "支持甲。支持乙。",
    ]));
    assert_eq!((&longer[2].1, &longer[3].1), (&joined[1].1, &joined[0].1));
    let old: Vec<_> = first.iter().chain(&joined).map(|(_, id)| id).collect();
    assert!(longer[..2].iter().all(|(_, id)| !old.contains(&id)));
    // From a window or a command that does not know what the pack has.
    let unseen = take_in(&document(&["支持己。", "支持丁。", "支持戊。"]), &[]);
    assert_eq!((&unseen[1].1, &unseen[2].1), (&longer[0].1, &longer[1].1));
}

#[test]
fn a_pack_with_a_problem_stays_as_it_was() {
    let taken = taken(THROUGH);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letter.txt"), "x").unwrap();
    let refused = save_policy(&taken, folder.path(), &[]);
    assert!(matches!(refused, Err(PackError::NotAPack(_))));
    let info = "(id: \"p\", title: \"甲\", version: \"1\", licence: \"CC0\", schema: 1)";
    std::fs::write(folder.path().join("pack.ron"), info).unwrap();
    std::fs::write(folder.path().join("policies.ron"), "[\n(id: \"x\")]").unwrap();
    let refused = save_policy(&taken, folder.path(), &[])
        .unwrap_err()
        .to_string();
    assert!(refused.contains("policies.ron:2:"), "{refused}");
    // A zone nobody has.
    std::fs::remove_file(folder.path().join("policies.ron")).unwrap();
    let mut lost = taken;
    lost.policy.zone = Some("nowhere".into());
    let refused = save_policy(&lost, folder.path(), &[PackSource::Embedded])
        .unwrap_err()
        .to_string();
    assert!(refused.contains("nowhere"), "{refused}");
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, [".zonescope.lock", "letter.txt", "pack.ron"]);
    // Of a new folder nothing stays, not even the lock.
    let new = folder.path().join("new");
    assert!(save_policy(&lost, &new, &[PackSource::Embedded]).is_err());
    assert!(!new.exists());
}

#[test]
fn windows_that_save_at_once_lose_no_document() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("my-data");
    let documents = (0..8).map(|n| taken(&format!("关于支持第{n}项的措施\n1.支持。\n")));
    let documents: Vec<Taken> = documents.collect();
    std::thread::scope(|scope| {
        for document in &documents {
            scope.spawn(|| save_policy(document, &pack, &[]).unwrap());
        }
    });
    let loaded = load(&[PackSource::Embedded, PackSource::Folder(pack)]);
    assert_eq!(loaded.diagnostics, []);
    for document in documents {
        let saved = loaded.dataset.policy(&document.policy.id);
        assert_eq!(saved, Some(&document.policy));
    }
}

#[test]
fn what_a_person_chose_is_told_from_what_the_rules_propose() {
    use crate::model::Assigned;
    let data = Dataset::embedded();
    let text = "关于支持的若干措施\n一、优化服务\n1.压缩审批时间。\n2.随便说说。\n二、提升自主创新能力\n3.支持研发。\n";
    let mut draft = read_text("x", text).unwrap();
    let made = |draft: &Draft| {
        let made = policy(draft, &outline(draft), Rules::built_in(), &data)
            .policy
            .measures;
        made.into_iter()
            .map(|m| (m.category, m.assigned, m.head))
            .collect::<Vec<_>>()
    };
    let row =
        |category: &str, assigned, head: &str| (category.to_owned(), assigned, head.to_owned());
    assert_eq!(
        made(&draft),
        [
            row("environment", Assigned::Rules, "优化服务"),
            row(OTHER_CATEGORY, Assigned::Rules, "优化服务"),
            row("innovation", Assigned::Document, ""),
        ]
    );
    // For the head, and over it for one measure.
    draft.choose(1, |choice| choice.category = Some("organisation".into()));
    draft.choose(3, |choice| choice.category = Some("openness".into()));
    assert_eq!(
        made(&draft)[0],
        row("organisation", Assigned::Editor, "优化服务")
    );
    assert_eq!(
        made(&draft)[1],
        row("openness", Assigned::Editor, "优化服务")
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 0usize..5) {
        let starts: [&[u8]; 5] = [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"<html>", b"\xff\xfe"];
        let _ignored = read_bytes("a.txt", &[starts[kind], &bytes].concat());
    }
}

#[test]
fn a_document_has_only_the_heads_it_has_itself_or_is_put_under() {
    let titles = |text: &str| -> Vec<String> {
        let categories = taken(text).policy.categories.into_iter();
        categories.map(|category| category.title).collect()
    };
    let all = Rules::built_in().categories.len();
    let own = titles("关于支持的措施\n一、加大财政支持\n1.引进人才，最高补助100万元。\n");
    assert_eq!(own.len(), 1, "{own:?}");
    let first = &Rules::built_in().categories[0].title;
    let named = titles(&format!("关于支持的措施\n一、{first}\n二、其他\n1.来。\n"));
    assert!(named.contains(first) && named.len() < all, "{named:?}");
}
