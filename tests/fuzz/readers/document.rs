//! Policy documents: text, HTML, Word, PDF; read, understood, made into a policy.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zonescope::dataset::Dataset;
use zonescope::import::{Outline, Rules, policy, read_bytes};
use zonescope::model::Lang;

use crate::run::Reader;

/// A reader of files of this name; whatever was read keeps the text it was read from.
fn reader(file: &'static str, seeds: Vec<Vec<u8>>, words: &'static [&'static str]) -> Reader {
    let data = Dataset::embedded();
    Reader::new(seeds, words, move |bytes| match read_bytes(file, bytes) {
        Ok(draft) => {
            assert!(draft.is_sound(), "pieces that do not make up the text");
            let outline = Outline::of(&draft, Rules::built_in());
            let _taken = policy(&draft, &outline, Rules::built_in(), &data);
        }
        Err(error) => assert!(!error.message(Lang::Zh).is_empty()),
    })
}

const TEXTS: [&str; 4] = [
    include_str!("../../data/policies/articles.txt"),
    include_str!("../../data/policies/damaged.txt"),
    include_str!("../../data/policies/paren.txt"),
    include_str!("../../data/policies/per-head.txt"),
];

const MARKS: &[&str] = &[
    "一、",
    "（一）",
    "第一条",
    "第九千九百九十九条",
    "1.",
    "①",
    "附件",
    "（责任单位：",
    "77条",
    "2020年2月30日",
    "万元",
    "\n\n",
    "\u{3000}\u{3000}",
    "\u{feff}",
    "\r",
    "……",
    "——",
    "津科区〔2020〕91号",
];

/// Plain text, in several encodings.
pub fn text() -> Reader {
    let mut seeds: Vec<Vec<u8>> = TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect();
    seeds.push(TEXTS[0].encode_utf16().flat_map(u16::to_le_bytes).collect());
    seeds.push(b"\xb8\xdf\xd0\xc2\xc7\xf8\n\xb5\xda\xd2\xbb\xcc\xf5".to_vec());
    reader("a.txt", seeds, MARKS)
}

/// HTML.
pub fn html() -> Reader {
    let page = |text: &str| {
        let paragraphs: String = text
            .lines()
            .map(|line| format!("<p class='a'>{line}</p>\n"))
            .collect();
        format!(
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>甲</title><style>p{{}}</style></head><body><div>{paragraphs}<table><tr><td>1<td>2</table></div><script>var a = '<p>';</script></body></html>"
        )
    };
    let mut reader = reader(
        "a.html",
        TEXTS.iter().map(|text| page(text).into_bytes()).collect(),
        &[
            "<p>",
            "</p>",
            "<div>",
            "<table>",
            "<tr>",
            "<td colspan=\"99999999\">",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&amp;",
            "&#x10ffff;",
            "&#99999999999;",
            "&nbsp",
            "<br/>",
            "charset=gb2312",
            "<!ENTITY a \"&a;&a;\">",
            "<style>",
            "<ol start=\"-1\">",
        ],
    );
    reader.bombs.extend([
        "<div>".repeat(180_000).into_bytes(),
        "<table><tr><td>".repeat(60_000).into_bytes(),
        "&#x4e00;".repeat(110_000).into_bytes(),
        format!("<p {}>a</p>", "a=\"b\" ".repeat(150_000)).into_bytes(),
        "<!--".repeat(200_000).into_bytes(),
    ]);
    reader
}

/// Word: the document's XML, or the packed file, is damaged.
pub fn docx() -> Reader {
    let xml = |text: &str| {
        let paragraph = |line: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"
            )
        };
        let body: String = text.lines().map(paragraph).collect();
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>").into_bytes()
    };
    let mut reader = reader(
        "a.docx",
        TEXTS.iter().map(|text| xml(text)).collect(),
        &[
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "<w:t>",
            "</w:t>",
            "<w:tab/>",
            "<w:br/>",
            "<w:tbl>",
            "<w:tr>",
            "<w:tc>",
            "<w:ins>",
            "<w:del>",
            "<w:numId w:val=\"4294967296\"/>",
            "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>",
            "&b;",
            "&#0;",
            "<mc:AlternateContent>",
            "PK\u{3}\u{4}",
            "PK\u{1}\u{2}",
            "<![CDATA[",
        ],
    );
    reader.wrap = |xml| packed(&[("word/document.xml", &xml)]);
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>";
    let zeros = vec![b' '; 90 << 20];
    let many: Vec<(String, Vec<u8>)> = (0..6000)
        .map(|n| (format!("word/a{n}.xml"), Vec::new()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    reader.bombs.extend([
        packed(&[("word/document.xml", &zeros)]),
        packed(&[("word/document.xml", entities.as_bytes())]),
        packed(&[("word/document.xml", "<w:p>".repeat(2_000_000).as_bytes())]),
        packed(&[
            ("word/document.xml", &xml(TEXTS[0])),
            ("word/styles.xml", &zeros),
            ("word/numbering.xml", b"<"),
        ]),
        packed(&[("../../word/document.xml", b"x"), ("/etc/passwd", b"x")]),
        packed(&many),
    ]);
    reader
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// PDF: objects, streams and the table of objects are damaged.
pub fn pdf() -> Reader {
    let page = |content: &str| {
        pdf_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ])
    };
    let text = "BT /F 12 Tf 72 720 Td (Article 1. Support for firms) Tj 0 -20 Td [(A) -20 (B)] TJ <41> Tj ET";
    let seeds = vec![page(text), page("BT ET"), page(&text.repeat(20))];
    let mut reader = reader(
        "a.pdf",
        seeds,
        &[
            "<<",
            ">>",
            "[",
            "]",
            "obj",
            "endobj",
            "stream",
            "endstream",
            "xref",
            "trailer",
            "startxref",
            "/Kids",
            "/Count 2147483647",
            "/Length 99999999999",
            "/Filter /FlateDecode",
            "/Filter [/ASCIIHexDecode /LZWDecode]",
            "/Prev 0",
            "/ObjStm",
            "/XRef",
            "2 0 R",
            "4294967295 65535 R",
            "Tj",
            "TJ",
            "Do",
            "q",
            "Q",
            "/Encrypt 1 0 R",
            "(((",
            "<FEFF",
            "beginbfrange",
            "/W [8 8 8]",
        ],
    );
    // Pages that are their own parents, tables that name each other, contents that contain themselves.
    let objects = |list: &[&str]| {
        pdf_of(
            &list
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    let loops = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
    ]);
    let form = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>",
        "<< /Subtype /Form /Length 12 /Resources << /XObject << /X 4 0 R >> >> >>\nstream\n/X Do /X Do \nendstream",
    ]);
    let length = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Length 2 0 R >>\nstream\nx\nendstream",
    ]);
    let many = format!(
        "<< /Type /Pages /Kids [{}] /Count 99999 >>",
        "3 0 R ".repeat(100_000)
    );
    let wide = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        &many,
        "<< /Type /Page /Parent 2 0 R >>",
    ]);
    let widths = format!("<< /W [{}] >>", "0 65535 500 ".repeat(23_333));
    let widths = objects(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        "<< /Length 22 >>\nstream\nBT /F 9 Tf <41> Tj ET \nendstream",
        "<< /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        &widths,
    ]);
    let xref = b"%PDF-1.4\nxref\n0 4294967295\ntrailer << /Size 4294967295 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n".to_vec();
    let hex = format!("%PDF-1.4\n1 0 obj\n<{}>\nendobj\n", "4".repeat(900_000)).into_bytes();
    let bombs = [loops, form, length, wide, widths, xref, hex];
    reader.bombs.extend(bombs);
    reader
}

/// A PDF of these objects; the first is the catalogue.
fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for offset in offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}
