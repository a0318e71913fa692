use crate::{ROWS, bare, pack, status, stderr, stdout, zonescope};

#[test]
fn list_counts() {
    let pack = pack(ROWS);
    let output = zonescope(pack.path(), &["data", "list"]);
    assert_eq!(status(&output), 0);
    let lines: Vec<_> = stdout(&output).lines().collect();
    assert_eq!(lines[0], "p\t7\t甲\tCC0");
    assert!(lines.contains(&"observations\t2") && lines.contains(&"zones\t1"));
}

#[test]
fn export_csv_is_safe_and_loads_again() {
    let source = pack(ROWS);
    let args = [
        "data",
        "export",
        "--what",
        "observations",
        "--format",
        "csv",
    ];
    let output = zonescope(source.path(), &args);
    let text = stdout(&output);
    assert!(text.starts_with(
        "entity,metric,period,value,qualifier,status,definition,source,locator,as_printed,note\n"
    ));
    assert!(
        text.contains(",'=1+1") && text.contains("2020,-5,"),
        "{text}"
    );
    let again = pack("");
    std::fs::write(again.path().join("observations.csv"), text).unwrap();
    assert_eq!(
        stdout(&zonescope(again.path(), &args)).replace("''", "'"),
        text
    );
    let zones = zonescope(source.path(), &["data", "export", "--what", "zones"]);
    assert!(stdout(&zones).starts_with("id,name,short_name,"));
    assert!(stdout(&zones).contains("'=HYPERLINK()"));
}

#[test]
fn export_json_and_ron_have_the_fields_of_the_types() {
    let pack = pack(ROWS);
    let json = zonescope(
        pack.path(),
        &[
            "data",
            "export",
            "--what",
            "observations",
            "--format",
            "json",
        ],
    );
    let rows: serde_json::Value = serde_json::from_str(stdout(&json)).unwrap();
    assert_eq!(rows[0]["as_printed"], "4165户");
    assert_eq!(rows[0]["value"], 4165.0);
    let ron = zonescope(
        pack.path(),
        &["data", "export", "--what", "zones", "--format", "ron"],
    );
    let zones: Vec<zonescope::model::Zone> = ron::from_str(stdout(&ron)).unwrap();
    assert_eq!(zones[0].short_name, "济宁高新区");
}

#[test]
fn export_filters_and_refuses_unknown_names() {
    let pack = pack(ROWS);
    let export = |more: &[&str]| {
        let args = [&["data", "export", "--what", "observations"], more].concat();
        zonescope(pack.path(), &args)
    };
    assert_eq!(
        stdout(&export(&["--entity", "jining", "--metric", "firms"]))
            .lines()
            .count(),
        3
    );
    let unknown = export(&["--entity", "jinning"]);
    assert_eq!(status(&unknown), 1);
    assert!(
        stderr(&unknown).contains("did you mean `jining`"),
        "{}",
        stderr(&unknown)
    );
}

#[test]
fn export_replaces_a_file_only_when_told() {
    let pack = pack(ROWS);
    let file = pack.path().join("out.csv");
    let export = |more: &[&str]| {
        let args = [
            "data",
            "export",
            "--what",
            "metrics",
            "-o",
            file.to_str().unwrap(),
        ];
        status(&zonescope(pack.path(), &[&args, more].concat()))
    };
    assert_eq!(export(&[]), 0);
    std::fs::write(&file, "mine").unwrap();
    assert_eq!(export(&[]), 1);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(export(&["--force"]), 0);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .starts_with("id,name")
    );
}

#[test]
fn check_gives_one_line_each() {
    let pack = pack("jinin,firms,2019,1,s1,,\njining,firms,2019-13,abc,s1,,\n");
    let path = pack.path().to_str().unwrap();
    let output = bare(&["data", "check", path, "--no-embedded"]);
    assert_eq!(status(&output), 1);
    let lines: Vec<_> = stderr(&output).lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].ends_with(
        "observations.csv:2:1: error: unknown zone or place `jinin`; did you mean `jining`?"
    ));
    assert!(
        lines[1].contains("observations.csv:3:14: error: ") && lines[2].contains(":3:22: error: ")
    );
    assert_eq!(stdout(&output), "3 errors, 0 warnings\n");
    assert_eq!(status(&zonescope(pack.path(), &["data", "list"])), 1);
    let sound = crate::pack(ROWS);
    assert_eq!(
        status(&bare(&[
            "data",
            "check",
            sound.path().to_str().unwrap(),
            "--no-embedded"
        ])),
        0
    );
}

#[test]
fn charts_that_nothing_can_read_are_told_and_hide_no_others() {
    let pack = pack(ROWS);
    let charts = pack.path().join("charts");
    std::fs::create_dir(&charts).unwrap();
    let write = |name: &str, text: &str| std::fs::write(charts.join(name), text).unwrap();
    write("a.ron", "(\n  kind: Barr,\n)");
    write(
        "b.ron",
        r#"(kind: RankedBar, subject: Metrics(metrics: ["firms"], entities: ["jining"]), title: (zh: "甲", en: "A"))"#,
    );
    write("c.ron", "(kind: Line, size: (1, 2))");
    let places = ["a.ron:2:9: error: ", "c.ron:1:14: error: "];
    let path = pack.path().to_str().unwrap();
    let check = bare(&["data", "check", path, "--no-embedded"]);
    let list = zonescope(pack.path(), &["charts"]);
    for done in [&check, &list] {
        assert_eq!(status(done), 1);
        let lines: Vec<_> = stderr(done).lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        for (line, place) in lines.iter().zip(places) {
            let place = format!("{}{place}", charts.join("").display());
            assert!(line.starts_with(&place), "{line}");
        }
    }
    assert_eq!(stdout(&check), "2 errors, 0 warnings\n");
    assert_eq!(stdout(&list), "b  甲\n");
    let one = charts.join("a.ron");
    let one = bare(&["data", "check", one.to_str().unwrap(), "--no-embedded"]);
    assert_eq!((status(&one), stderr(&one).lines().count()), (1, 1));
}

#[test]
fn verify_finds_figures_across_line_breaks() {
    let pack = pack(ROWS);
    let text = pack.path().join("text.txt");
    let verify = |source: &str| {
        zonescope(
            pack.path(),
            &[
                "data",
                "verify",
                "--source",
                source,
                "--text",
                text.to_str().unwrap(),
            ],
        )
    };
    std::fs::write(&text, "新增41\n65户,人才1.8万余名").unwrap();
    let output = verify("s1");
    assert_eq!(
        (status(&output), stdout(&output).lines().last()),
        (0, Some("2 found, 0 missing"))
    );
    std::fs::write(&text, "新增4165户").unwrap();
    let output = verify("s1");
    assert_eq!(
        (status(&output), stdout(&output).lines().last()),
        (1, Some("1 found, 1 missing"))
    );
    assert!(stdout(&output).contains("missing\tjining\tfirms\t2020\t\t1.8万余"));
    assert!(stderr(&verify("s2")).contains("did you mean `s1`"));
}
