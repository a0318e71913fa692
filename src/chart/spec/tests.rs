//! Specifications read, written and refused.

use super::*;

#[test]
fn two_lines_are_enough_and_everything_survives_a_round_trip() {
    let short = r#"(subject: Metrics(metrics: ["m"], entities: ["a"]))"#;
    let spec = ChartSpec::from_ron(short).unwrap();
    assert_eq!(spec.size, (1920, 1080));
    let full = ChartSpec {
        kind: ChartKind::RankedBar,
        subject: Subject::PolicyHeads("p".into()),
        period: PeriodChoice::Range("2016".parse().unwrap(), "2020-H1".parse().unwrap()),
        title: Words {
            zh: "“引号”与\n换行".to_owned(),
            en: "a \\ b".to_owned(),
        },
        transform: Transform::Per("m2".into()),
        stack: Stack::Percent,
        missing: Missing::Carry(3),
        y: Axis {
            log: true,
            range: Some((0.5, 2e6)),
        },
        encoding: Encoding {
            size: Some("m3".into()),
            colour: ColourBy::Region,
        },
        panels: Some(Panels {
            by: PanelBy::Metric,
            free: true,
        }),
        fold: true,
        markers: Markers::These(vec!["p".into()]),
        references: Reference::ALL.to_vec(),
        annotations: vec![Annotation {
            at: (2016.5, -1e9),
            offset: (0.1, -0.2),
            ..Annotation::default()
        }],
        highlight: vec!["x".to_owned()],
        theme: FigureTheme::Print,
        lang: Lang::En,
        ..spec
    };
    assert_eq!(ChartSpec::from_ron(&full.to_ron()), Ok(full));
}

#[test]
fn errors_say_where_and_how_to_mend() {
    let cases = [
        ("(\n  kid: Line)", 2, "did you mean `kind`"),
        ("(kind: Lime)", 1, "did you mean `Line`"),
        ("(\n\n  size: (10, 1080))", 3, "outside 200 to 8000"),
        ("(size: (1920, 4294967295))", 1, "outside"),
        ("(schema: 2, colour: \"new\")", 1, "newer"),
        ("(period: Range(\"2019\", \"2016\"))", 1, "swap"),
        ("(period: At(\"soon\"))", 1, "is not a period"),
        ("(y: (range: Some((3.0, 3.0))))", 1, "lower end first"),
        ("(x: (range: Some((1.0, inf))))", 1, "lower end first"),
        ("(y: (log: true, range: Some((0.0, 3.0))))", 1, "above 0"),
        ("(missing: Carry(0))", 1, "1 to 10 years"),
        ("(annotations: [(at: (NaN, 0.0))])", 1, "finite"),
        ("(transform: Growth)", 1, "unknown choice"),
        ("(kind: Line", 1, ""),
        ("", 1, ""),
    ];
    for (text, line, words) in cases {
        let error = ChartSpec::from_ron(text).unwrap_err();
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.message.contains(words), "{text}: {error}");
    }
    let long = format!("(title: (zh: \"{}\"))", "长".repeat(1001));
    assert!(ChartSpec::from_ron(&long).is_err());
}

#[test]
fn depth_is_no_danger() {
    for open in [
        "(",
        "[",
        "(kind: (",
        "(subject: Metrics(metrics: [",
        "(new: [[",
    ] {
        assert!(ChartSpec::from_ron(&open.repeat(100_000)).is_err());
    }
}

#[test]
fn periods_are_admitted_whole() {
    let p = |text: &str| text.parse::<Period>().unwrap();
    let range = PeriodChoice::Range(p("2016"), p("2019"));
    assert!(range.admits(p("2019")) && range.admits(p("2016-03")));
    assert!(!range.admits(p("2019/2020")) && !range.admits(p("2015")));
    assert!(!PeriodChoice::At(p("2019")).admits(p("2019-H1")));
}
