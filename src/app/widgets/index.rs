//! A composite index: who compiles it, and its tree with what is published of each part.

use egui::Ui;

use super::{bilingual_gap, caption, colours, fact_row};
use crate::chart::locator_words;
use crate::dataset::Dataset;
use crate::model::{IndexDefinition, IndexNode, Lang, Named as _};
use crate::text::{tr, tr_args};
use crate::theme::space;

/// Publishers, base and number of indicators in one line.
pub fn index_facts(data: &Dataset, index: &IndexDefinition, lang: Lang) -> String {
    let base = index.base_period.map(|period| {
        let value = index.base_value.unwrap_or(100.0).to_string();
        let args = [
            ("period", period.display(lang).into()),
            ("value", value.into()),
        ];
        tr_args(lang, "index-base", &args)
    });
    let levels: Vec<String> = index.declared_levels.iter().map(u32::to_string).collect();
    let levels = (!levels.is_empty()).then(|| {
        let args = [("levels", levels.join(" / ").into())];
        tr_args(lang, "index-levels", &args)
    });
    let publishers = index.publishers.iter();
    let publishers: Vec<&str> = publishers.map(|name| data.term(name, lang)).collect();
    bilingual_gap([
        publishers.join(lang.pick("、", ", ")).as_str(),
        base.as_deref().unwrap_or_default(),
        levels.as_deref().unwrap_or_default(),
        &locator_words(data, &index.locator, lang),
    ])
}

/// The tree, row by row, and what else a reader must know.
pub fn index_tree(ui: &mut Ui, index: &IndexDefinition, lang: Lang) {
    for node in &index.nodes {
        let depth = depth(index, node);
        let remark = lang.pick(&node.remark, &node.remark_en);
        let value = bilingual_gap([remark, &weight(node, depth, lang)]);
        // Of the total there may be nothing to say; its parts say the rest.
        if depth == 0 && value.is_empty() && has_parts(index, node) {
            continue;
        }
        ui.horizontal_top(|ui| {
            ui.add_space(space::L * depth.saturating_sub(1) as f32);
            ui.vertical(|ui| {
                if value.is_empty() {
                    let name = egui::RichText::new(node.name(lang)).color(colours(ui).ink_soft);
                    ui.add(egui::Label::new(name).wrap());
                } else {
                    fact_row(ui, node.name(lang), &value);
                }
            });
        });
    }
    let note = lang.pick(&index.note, &index.note_en);
    if !note.is_empty() {
        caption(ui, note);
    }
}

fn has_parts(index: &IndexDefinition, node: &IndexNode) -> bool {
    let mut parents = index.nodes.iter().filter_map(|node| node.parent.as_ref());
    parents.any(|parent| *parent == node.id)
}

/// The total has no weight of its own; of the lowest indicators few have one, which the note says.
fn weight(node: &IndexNode, depth: usize, lang: Lang) -> String {
    match (node.weight, depth) {
        (Some(weight), _) => {
            let args = [("weight", weight.to_string().into())];
            tr_args(lang, "index-weight", &args)
        }
        (None, 1) => tr(lang, "index-weight-unknown").into_owned(),
        (None, _) => String::new(),
    }
}

/// Steps up to the total. The loader refuses circles; the bound holds for data nobody checked.
fn depth(index: &IndexDefinition, node: &IndexNode) -> usize {
    let mut parent = node.parent.as_deref();
    let mut depth = 0;
    while let Some(id) = parent
        && depth < index.nodes.len()
    {
        depth += 1;
        let above = index.nodes.iter().find(|node| node.id == id);
        parent = above.and_then(|node| node.parent.as_deref());
    }
    depth
}
