//! Names beside dots: each where it covers neither another name nor a dot, nudged away with a leader line if need be.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// Edge of an occupancy cell, in layout points.
const CELL: f32 = 3.0;

/// Where there is room for names.
pub(super) struct Room {
    inside: Rect,
    names: Vec<Rect>,
    /// Middle and radius of each dot.
    dots: Vec<(Pos2, f32)>,
    /// Whether something is drawn in each cell of `inside`.
    drawn: Vec<bool>,
    columns: usize,
    rows: usize,
    cell: f32,
    /// Least distance between two names in a row.
    apart: f32,
}

/// Where a name went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// The name.
    pub(super) rect: Rect,
    /// From the edge of the dot to the name, when they are apart or another dot is nearer.
    pub(super) leader: Option<[Pos2; 2]>,
}

impl Room {
    /// All of `inside` but `names`, where text stands already.
    pub(super) fn new(inside: Rect, names: Vec<Rect>, zoom: f32) -> Self {
        let cell = (CELL * zoom).max(1.0);
        let count = |length: f32| ((length / cell).ceil().max(0.0) as usize).min(4000);
        let (columns, rows) = (count(inside.width()), count(inside.height()));
        Self {
            inside,
            names,
            dots: Vec::new(),
            drawn: vec![false; columns * rows],
            columns,
            rows,
            cell,
            apart: 2.0 * CELL * zoom,
        }
    }

    /// Columns and rows of the cells `rect` touches.
    fn cells(&self, rect: Rect) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let rect = rect.intersect(self.inside);
        if !rect.is_positive() {
            return (0..0, 0..0);
        }
        let index = |from: f32, at: f32, most: usize| {
            (((at - from) / self.cell).floor().max(0.0) as usize).min(most.saturating_sub(1))
        };
        let (left, top) = (self.inside.left(), self.inside.top());
        let columns =
            index(left, rect.left(), self.columns)..index(left, rect.right(), self.columns) + 1;
        let rows = index(top, rect.top(), self.rows)..index(top, rect.bottom(), self.rows) + 1;
        (columns, rows)
    }

    /// Takes what a dot covers.
    pub(super) fn take(&mut self, rect: Rect) {
        let (columns, rows) = self.cells(rect);
        for row in rows {
            for column in columns.clone() {
                if let Some(cell) = self.drawn.get_mut(row * self.columns + column) {
                    *cell = true;
                }
            }
        }
    }

    /// Takes the room of a dot with some space around it.
    pub(super) fn dot(&mut self, at: Pos2, radius: f32, around: f32) {
        self.take(Rect::from_center_size(
            at,
            Vec2::splat(2.0 * (radius + around)),
        ));
        self.dots.push((at, radius));
    }

    /// Whether another dot is nearer to a name than its own, at `at`.
    fn is_nearer_to_another(&self, rect: Rect, at: Pos2, radius: f32) -> bool {
        let own = rect.distance_to_pos(at) - radius;
        let mut others = self.dots.iter().filter(|(other, _)| *other != at);
        others.any(|(other, radius)| rect.distance_to_pos(*other) - radius < own)
    }

    fn is_free(&self, rect: Rect) -> bool {
        let around = rect.expand2(vec2(self.apart, 0.0));
        self.inside.expand(0.01).contains_rect(rect)
            && !self.names.iter().any(|n| n.intersects(around))
            && self.is_bare(rect)
    }

    /// Takes `rect` for a text if it is free.
    pub(super) fn claim(&mut self, rect: Rect) -> bool {
        let free = self.is_free(rect);
        if free {
            self.names.push(rect);
        }
        free
    }

    /// Whether nothing is drawn there.
    fn is_bare(&self, rect: Rect) -> bool {
        let (columns, rows) = self.cells(rect);
        rows.into_iter().all(|row| {
            let mut taken = columns.clone();
            !taken.any(|column| self.drawn.get(row * self.columns + column) == Some(&true))
        })
    }

    /// Points along a leader line.
    fn along([from, to]: [Pos2; 2], step: f32) -> impl Iterator<Item = Pos2> {
        let steps = (from.distance(to) / step).ceil().max(1.0) as usize;
        (0..=steps).map(move |i| from + (to - from) * (i as f32 / steps as f32))
    }

    /// Whether a leader would run through a name or another dot.
    fn crosses(&self, leader: [Pos2; 2]) -> bool {
        let own = 2.5 * self.cell;
        let over_dot = Self::along(leader, 0.5 * self.cell)
            .filter(|p| p.distance(leader[0]) > own)
            .any(|p| !self.is_bare(Rect::from_center_size(p, Vec2::splat(0.1))));
        if over_dot {
            return true;
        }
        Self::along(leader, 0.5 * self.cell).any(|p| self.names.iter().any(|n| n.contains(p)))
    }

    /// Keeps names off a leader line.
    fn keep(&mut self, leader: [Pos2; 2]) {
        for point in Self::along(leader, self.cell).collect::<Vec<_>>() {
            self.take(Rect::from_center_size(point, Vec2::splat(0.5 * self.cell)));
        }
    }

    /// Finds a place for a name of `size` by the dot of `radius` at `at`: right, left, above, below, across, then
    /// farther off; last where it stands by another dot. Takes it.
    pub(super) fn place(&mut self, at: Pos2, radius: f32, size: Vec2, gap: f32) -> Option<Placed> {
        let half = 0.5 * size;
        for (ring, foreign) in [(0, false), (1, true), (2, true), (3, true), (0, true)] {
            let away = radius + gap * (0.5 + 1.6 * ring as f32);
            let slant = 0.707 * away;
            let beside = half.x + away;
            let stacked = half.y + away;
            let offsets = [
                vec2(beside, 0.0),
                vec2(-beside, 0.0),
                vec2(0.0, -stacked),
                vec2(0.0, stacked),
                vec2(half.x + slant, -half.y - slant),
                vec2(half.x + slant, half.y + slant),
                vec2(-half.x - slant, -half.y - slant),
                vec2(-half.x - slant, half.y + slant),
            ];
            for offset in offsets {
                let rect = Rect::from_center_size(at + offset, size);
                if !self.is_free(rect) {
                    continue;
                }
                let led = ring > 0 || self.is_nearer_to_another(rect, at, radius);
                if led && !foreign {
                    continue;
                }
                let leader = led.then(|| leader(at, radius, rect));
                if !leader.is_some_and(|l| self.crosses(l)) {
                    self.names.push(rect);
                    if let Some(leader) = leader {
                        self.keep(leader);
                    }
                    return Some(Placed { rect, leader });
                }
            }
        }
        None
    }
}

/// From the dot's edge to the nearest point of the name.
fn leader(at: Pos2, radius: f32, rect: Rect) -> [Pos2; 2] {
    let end = pos2(
        at.x.clamp(rect.left(), rect.right()),
        at.y.clamp(rect.top(), rect.bottom()),
    );
    let towards = (end - at).normalized();
    [at + radius * towards, end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_off_dots_and_each_other_and_stay_inside() {
        let inside = Rect::from_min_size(Pos2::ZERO, vec2(200.0, 120.0));
        let mut room = Room::new(inside, Vec::new(), 1.0);
        let dots: Vec<Pos2> = (0..12)
            .map(|i| pos2(20.0 + 15.0 * i as f32, 60.0 + 3.0 * (i % 3) as f32))
            .collect();
        for dot in &dots {
            room.take(Rect::from_center_size(*dot, Vec2::splat(6.0)));
        }
        let size = vec2(40.0, 12.0);
        let placed: Vec<Rect> = dots
            .iter()
            .filter_map(|dot| room.place(*dot, 3.0, size, 6.0))
            .map(|placed| placed.rect)
            .collect();
        assert!(placed.len() >= 6, "{}", placed.len());
        for (i, rect) in placed.iter().enumerate() {
            assert!(inside.contains_rect(*rect));
            // Neighbours do not run together.
            let around = rect.expand2(vec2(5.9, 0.0));
            assert!(placed[..i].iter().all(|other| !other.intersects(around)));
            assert!(dots.iter().all(|dot| !rect.contains(*dot)));
        }
    }

    #[test]
    fn a_name_nearer_to_another_dot_has_a_leader() {
        let inside = Rect::from_min_size(Pos2::ZERO, vec2(200.0, 120.0));
        let (own, other) = (pos2(40.0, 60.0), pos2(93.5, 60.0));
        let size = vec2(40.0, 12.0);
        let place = |inside: Rect| {
            let mut room = Room::new(inside, Vec::new(), 1.0);
            for dot in [own, other] {
                room.dot(dot, 3.0, 0.0);
            }
            room.place(own, 3.0, size, 8.0).unwrap()
        };
        // There is room at the left, by no other dot.
        let free = place(inside.translate(vec2(-60.0, 0.0)));
        assert!(free.leader.is_none() && free.rect.right() < own.x);
        // Only the right side is inside.
        let narrow = Rect::from_min_max(pos2(36.0, 52.0), pos2(200.0, 68.0));
        let beside = place(narrow);
        assert!(beside.leader.is_some(), "{beside:?}");
        assert!(narrow.contains_rect(beside.rect));
    }

    #[test]
    fn a_full_plot_takes_no_name() {
        let inside = Rect::from_min_size(Pos2::ZERO, vec2(100.0, 100.0));
        let mut room = Room::new(inside, Vec::new(), 1.0);
        room.take(inside);
        assert_eq!(
            room.place(pos2(50.0, 50.0), 3.0, vec2(20.0, 10.0), 4.0),
            None
        );
        let empty = Rect::from_min_size(Pos2::ZERO, Vec2::ZERO);
        let mut none = Room::new(empty, Vec::new(), 1.0);
        assert_eq!(none.place(Pos2::ZERO, 1.0, vec2(5.0, 5.0), 1.0), None);
    }
}
