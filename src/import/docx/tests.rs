use std::io::Write as _;

use super::*;

/// A package with these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

const NUMBERING: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles><w:style w:styleId="Tiao"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>"#;

#[test]
fn paragraphs_tables_breaks_and_revisions() {
    let body = [
        paragraph("一、创新&amp;<w:br/>开放").replace("<w:br/>", "</w:t><w:br/><w:t>"),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc>".to_owned(),
        paragraph("甲") + &paragraph("乙") + "</w:tc></w:tr></w:tbl>",
        "<w:p><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>".to_owned(),
        "<w:p><w:r><w:br w:type=\"page\"/><w:t>二</w:t></w:r></w:p>".to_owned(),
    ];
    let bytes = package(&[("word/document.xml", &document(&body.concat()))]);
    assert_eq!(
        read(&bytes).unwrap(),
        "一、创新&\n开放\n序号\t甲 乙\n新\n\u{c}二\n"
    );
}

#[test]
fn numbers_that_word_makes() {
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"Tiao\"/></w:pPr><w:r><w:t>支持</w:t></w:r></w:p>";
    let body = [
        item(1, 0, "创新"),
        item(1, 1, "5亿元"),
        item(1, 1, "乙"),
        item(1, 0, "开放"),
        item(1, 1, "丙"),
        styled.to_owned(),
        styled.to_owned(),
        item(9, 0, "不在表里"),
    ];
    let parts = [
        ("word/document.xml", document(&body.concat())),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
    ];
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    assert_eq!(
        read(&package(&parts)).unwrap(),
        "一、 创新\n1. 5亿元\n2. 乙\n二、 开放\n1. 丙\n第三条 支持\n第四条 支持\n不在表里\n"
    );
}

/// The text of a document with these numbers and styles.
fn numbered(body: &[String], numbering: &str, styles: &str) -> String {
    let document = document(&body.concat());
    let parts = [
        ("word/document.xml", document.as_str()),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ];
    read(&package(&parts)).unwrap()
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_style_numbers_as_the_one_it_is_based_on() {
    let styles = r#"<w:styles>
<w:style w:styleId="Head"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Red"><w:basedOn w:val="Head"/></w:style>
<w:style w:styleId="Sub"><w:basedOn w:val="Red"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Plain"><w:basedOn w:val="Sub"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="About"/></w:style>
<w:style w:styleId="About"><w:basedOn w:val="Round"/></w:style>
</w:styles>"#;
    let body = [
        styled("Head", "甲"),
        styled("Red", "乙"),
        styled("Sub", "丙"),
        styled("Plain", "丁"),
        styled("Round", "戊"),
    ];
    assert_eq!(
        numbered(&body, NUMBERING, styles),
        "一、 甲\n二、 乙\n1. 丙\n丁\n戊\n"
    );
}

#[test]
fn a_list_style_numbers_where_it_is_only_named() {
    let numbering = r#"<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Zhang"/></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Zhang"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Nobody"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"#;
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙")];
    assert_eq!(numbered(&body, numbering, ""), "（一） 甲\n（二） 乙\n丙\n");
}

#[test]
fn bombs_and_broken_packages_are_refused() {
    let zeros = "0".repeat(PART_LIMIT + 10);
    let bomb = package(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb), Err(ReadProblem::Bomb));
    let deep = document(&"<w:p>".repeat(100_000));
    assert_eq!(
        read(&package(&[("word/document.xml", &deep)])),
        Err(ReadProblem::TooDeep)
    );
    assert_eq!(
        read(&package(&[("a", "b")])),
        Err(ReadProblem::UnknownFormat)
    );
    let whole = package(&[("word/document.xml", &document(&paragraph("甲")))]);
    for len in 0..whole.len() {
        assert!(read(&whole[..len]).is_err());
    }
    let wrong = package(&[("word/document.xml", "<w:p></w:q>")]);
    assert!(matches!(read(&wrong), Err(ReadProblem::Broken(_))));
}
