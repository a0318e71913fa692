use super::*;

/// A PDF of these objects; the first is the catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", n + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {dict} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

fn packed(data: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Lines of a page, from the top down, each a hexadecimal string in the font `/F`.
fn page_content(lines: &[&str], encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut out = String::from("BT /F 16 Tf 80 760 Td 28 TL\n");
    for line in lines {
        let hex: String = encode(line)
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect();
        out.push_str(&format!("<{hex}> Tj T*\n"));
    }
    out.push_str("ET");
    out.into_bytes()
}

/// A document of these pages in a font in GBK, or in one that only its own table explains.
pub(crate) fn document(pages: &[&[&str]], gbk: bool) -> Vec<u8> {
    let kids: String = (0..pages.len())
        .map(|i| format!("{} 0 R ", 6 + 2 * i))
        .collect();
    let encode = |text: &str| match gbk {
        true => encoding_rs::GBK.encode(text).0.into_owned(),
        false => text
            .encode_utf16()
            .flat_map(|unit| (unit ^ 0x1111).to_be_bytes())
            .collect(),
    };
    let font = match gbk {
        true => "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>".to_owned(),
        false => "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
    };
    let mut table = String::from(
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    let mut seen: Vec<u16> = pages
        .iter()
        .flat_map(|page| page.iter())
        .flat_map(|line| line.encode_utf16())
        .collect();
    seen.sort_unstable_by_key(|unit| unit ^ 0x1111);
    seen.dedup();
    for unit in seen {
        table.push_str(&format!(
            "1 beginbfchar <{:04X}> <{unit:04X}> endbfchar\n",
            unit ^ 0x1111
        ));
    }
    table.push_str("endcmap end end\n");
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes(),
        font.into_bytes(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>".to_vec(),
        stream("", table.as_bytes()),
    ];
    for (i, page) in pages.iter().enumerate() {
        let content = 7 + 2 * i;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R >>")
                .into_bytes(),
        );
        objects.push(stream(
            "/Filter /FlateDecode",
            &packed(&page_content(page, encode)),
        ));
    }
    pdf(&objects)
}

const PAGES: [&[&str]; 3] = [
    &[
        "某市文件",
        "一、提升创新能力",
        "1.支持企业建设创新平台，给予最高",
        "- 1 -",
    ],
    &["某市文件", "100万元奖励。", "2.支持人才。", "- 2 -"],
    &["某市文件", "3.支持开放。", "- 3 -"],
];

#[test]
fn text_in_gbk_and_through_a_table() {
    for gbk in [true, false] {
        let text = read(&document(&PAGES, gbk)).unwrap();
        let lines: Vec<&str> = text
            .split(['\n', '\u{c}'])
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(lines, PAGES.concat(), "gbk: {gbk}");
        assert_eq!(text.matches('\u{c}').count(), 3);
    }
}

#[test]
fn a_measure_goes_on_over_the_page() {
    let draft = crate::import::read_bytes("x.pdf", &document(&PAGES, true)).unwrap();
    let outline = crate::import::Outline::of(&draft, crate::import::Rules::built_in());
    assert_eq!(outline.measures.len(), 3);
    assert_eq!(
        outline.measures[0].text,
        "支持企业建设创新平台，给予最高100万元奖励。"
    );
    assert_eq!(
        outline.issues.len(),
        1,
        "only the title is missing: {:?}",
        outline.issues
    );
}

#[test]
fn pictures_bombs_and_ruins_are_refused() {
    assert_eq!(read(&document(&[&[]], true)), Err(ReadProblem::NoText));
    let bomb = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        stream("/Filter /FlateDecode", &packed(&vec![b' '; 80 << 20])),
    ]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb), Err(ReadProblem::Bomb));
    let twice = stream(
        "/Filter [/FlateDecode /FlateDecode]",
        &packed(&packed(b"x")),
    );
    assert_eq!(
        read(&pdf(&[b"<< >>".to_vec(), twice])),
        Err(ReadProblem::Bomb)
    );
    assert!(matches!(
        read(b"%PDF-1.4 nothing"),
        Err(ReadProblem::Broken(_))
    ));
}

#[test]
fn damage_is_survived() {
    let whole = document(&PAGES, true);
    for len in (0..whole.len()).step_by(37) {
        let _cut = read(&whole[..len]);
        let mut bent = whole.clone();
        bent[len] = bent[len].wrapping_add(113);
        let _bent = read(&bent);
    }
}

#[test]
fn a_page_that_draws_itself_ends() {
    let content = b"/X Do /X Do /X Do /X Do".to_vec();
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >>",
        &content,
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>".to_vec(),
        stream("", &content),
        form,
    ];
    let start = std::time::Instant::now();
    assert!(read(&pdf(&objects)).is_err());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

/// A font of one letter, `A`, which it shows as the glyph of this name.
fn letter(glyph: &str) -> String {
    format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [65 /{glyph}] >> >>"
    )
}

#[test]
fn fonts_written_out_in_one_object_are_told_apart() {
    let page = |resources: &str, content: u32| {
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << {resources} >> /Contents {content} 0 R >>")
            .into_bytes()
    };
    let two = format!("/Font << /F {} /G {} >>", letter("one"), letter("two"));
    let form = format!(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F {} >> >>",
        letter("three")
    );
    let text = read(&pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_vec(),
        page(&format!("{two} /XObject << /X 7 0 R >>"), 5),
        page(&format!("/Font << /F {} >>", letter("four")), 6),
        stream(
            "",
            b"/X Do BT /F 9 Tf 20 9 Td (A) Tj /G 9 Tf (A) Tj /F 9 Tf (A) Tj ET",
        ),
        stream("", b"BT /F 9 Tf 9 9 Td (A) Tj ET"),
        stream(&form, b"BT /F 9 Tf 9 70 Td (A) Tj ET"),
    ]));
    assert_eq!(text.as_deref(), Ok("3\n121\n\u{c}4\n\u{c}"));
}

#[test]
fn widths_of_every_glyph_over_and_over_end() {
    let widths = "0 65535 500 ".repeat(23_333);
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>".to_vec(),
        stream("", b"BT /F 9 Tf <0041> Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>".to_vec(),
    ];
    objects.push(
        format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [{widths}] >>").into_bytes(),
    );
    let start = std::time::Instant::now();
    assert!(read(&pdf(&objects)).is_err());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
