//! Which columns fit, where they stand, and what they are called.

use crate::app::places::Ctx;
use crate::app::state::zones::{Column, Layout, Sort};
use crate::model::{Lang, MetricKind, Named as _};

/// Between columns.
pub(super) const GAP: f32 = 16.0;
/// Widths inside a metric's column: the small line, the number, period and marks.
pub(super) const METRIC_PARTS: [f32; 3] = [40.0, 66.0, 86.0];

/// A column in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// The column.
    pub column: Column,
    /// From the row's left.
    pub x: f32,
    /// Its width.
    pub width: f32,
}

impl Placed {
    /// Whether it holds numbers, which stand at the right.
    pub(super) fn right(&self) -> bool {
        matches!(
            self.column,
            Column::Approved | Column::Figures | Column::Policies
        )
    }
}

/// The columns that fit into `room`, in their order, the name first. The one sorted by and metrics come before others
/// when there is not room for all.
pub(super) fn place(room: f32, columns: &[Column], sort: Option<&Sort>, lang: Lang) -> Vec<Placed> {
    let name_width = if lang == Lang::Zh { 128.0 } else { 132.0 };
    let mut rest = room - name_width;
    let mut wanted: Vec<usize> = (0..columns.len()).collect();
    wanted.sort_by_key(|i| {
        let sorted = sort.is_some_and(|sort| sort.column == columns[*i]);
        (!sorted, worth(&columns[*i]))
    });
    let mut fits = vec![false; columns.len()];
    for i in wanted {
        let needed = GAP + width(&columns[i], lang);
        if needed <= rest {
            rest -= needed;
            fits[i] = true;
        }
    }
    let shown: Vec<&Column> = columns
        .iter()
        .zip(&fits)
        .filter_map(|(column, fits)| fits.then_some(column))
        .collect();
    // What is left goes to the name until a long one fits (in English they are longer), to the industries, up to a line
    // one can read, to the name again, and between the columns: on a wide screen a row must still be read across.
    let mut extra = rest.max(0.0);
    let mut grow = |most: f32| {
        let more = extra.min(most);
        extra -= more;
        more
    };
    let more = grow(if lang == Lang::Zh { 0.0 } else { 54.0 });
    let for_industries = match shown.contains(&&Column::Industries) {
        true => grow(if lang == Lang::Zh { 260.0 } else { 320.0 }),
        false => 0.0,
    };
    let more = more
        + grow(if shown.is_empty() {
            f32::INFINITY
        } else {
            120.0
        });
    let first = (name_width + more).min(room.max(1.0));
    let gap = GAP + extra / shown.len().max(1) as f32;
    let mut placed = vec![Placed {
        column: Column::Name,
        x: 0.0,
        width: first,
    }];
    let mut x = first;
    for column in shown {
        let mut width = width(column, lang);
        if *column == Column::Industries {
            width += for_industries;
        }
        let column = column.clone();
        placed.push(Placed {
            column,
            x: x + gap,
            width,
        });
        x += gap + width;
    }
    placed
}

/// How many of the chosen columns show in a table this wide; all of them when there is none.
pub(super) fn shown(ctx: &Ctx<'_>, room: f32) -> usize {
    let state = &ctx.view.zones;
    match state.layout {
        Layout::Table => place(room, &state.columns, state.sort.as_ref(), ctx.lang).len() - 1,
        Layout::Cards => state.columns.len(),
    }
}

/// Lower stays longer.
fn worth(column: &Column) -> usize {
    match column {
        Column::Metric(_) | Column::Name => 0,
        Column::Province => 1,
        Column::Approved => 2,
        Column::Figures => 3,
        Column::Policies => 4,
        Column::Industries => 5,
        Column::Region => 6,
        Column::City => 7,
    }
}

fn width(column: &Column, lang: Lang) -> f32 {
    let (zh, en) = match column {
        Column::Name => (128.0, 132.0),
        Column::Province => (56.0, 100.0),
        Column::City => (84.0, 84.0),
        Column::Approved => (60.0, 70.0),
        Column::Region => (48.0, 72.0),
        Column::Industries => (150.0, 180.0),
        Column::Figures | Column::Policies => (48.0, 58.0),
        Column::Metric(_) => {
            let width = METRIC_PARTS.iter().sum::<f32>() + 8.0;
            (width, width)
        }
    };
    if lang == Lang::Zh { zh } else { en }
}

/// The column's name; a metric's unit comes second, but for ranks, which say themselves what they are.
pub(super) fn title(ctx: &Ctx<'_>, column: &Column) -> (String, String) {
    let text = match column {
        Column::Name => "column-name",
        Column::Province => "facet-province",
        Column::City => "column-city",
        Column::Approved => "column-approved",
        Column::Region => "facet-region",
        Column::Industries => "zone-industries",
        Column::Figures => "column-figures",
        Column::Policies => "tab-policies",
        Column::Metric(id) => {
            let metric = ctx.data.metric(id);
            let name = metric.map_or(id.as_str(), |metric| metric.name(ctx.lang));
            let unit = metric.filter(|metric| metric.kind != MetricKind::Rank);
            let unit = unit.map_or("", |metric| metric.unit(ctx.lang));
            return (name.to_owned(), unit.to_owned());
        }
    };
    (ctx.tr(text).into_owned(), String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::zones::ZonesState;

    #[test]
    fn columns_never_overlap_nor_leave_the_row() {
        let mut columns = ZonesState::default().columns;
        columns.extend([Column::City, Column::Region]);
        columns.push(Column::Metric("gdp".into()));
        for lang in [Lang::Zh, Lang::En] {
            for room in [1.0, 90.0, 218.0, 347.0, 500.0, 900.0, 1800.0] {
                let placed = place(room, &columns, None, lang);
                assert_eq!(placed[0].column, Column::Name);
                for pair in placed.windows(2) {
                    assert!(pair[0].x + pair[0].width + GAP <= pair[1].x + 0.1);
                }
                let last = placed.last().unwrap();
                assert!(last.x + last.width <= room + 0.1, "{room}");
            }
            let all = place(1800.0, &columns, None, lang);
            assert_eq!(all.len(), columns.len() + 1);
        }
    }

    #[test]
    fn english_names_have_their_room_before_the_industries() {
        let columns = [Column::Industries, Column::Figures];
        let placed = place(520.0, &columns, None, Lang::En);
        assert_eq!(placed.len(), 3);
        assert!(placed[0].width >= 186.0);
    }

    #[test]
    fn the_column_sorted_by_stays() {
        let columns = [Column::Province, Column::City];
        let sort = Sort {
            column: Column::City,
            descending: false,
        };
        let placed = place(230.0, &columns, Some(&sort), Lang::Zh);
        assert_eq!(placed.len(), 2);
        assert_eq!(placed[1].column, Column::City);
    }
}
