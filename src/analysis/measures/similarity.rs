//! How alike two texts are: the share of pairs of neighbouring characters they have in common.
//!
//! Signs and spaces do not count, letters count in lower case. Of two texts with `a` and `b` pairs of which `c` are
//! shared (each as often as it stands in both), the likeness is `2c / (a + b)`, Dice's coefficient: 1 for the same text,
//! 0 for nothing in common. A text of one character is its own pair.

use std::collections::HashMap;

use super::fold;

type Pair = (char, char);

/// The pairs of a text, with how often each stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Pairs {
    counts: HashMap<Pair, u32>,
    total: u32,
}

impl Pairs {
    /// The pairs of `text`.
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text
            .chars()
            .map(fold)
            .filter(|c| c.is_alphanumeric())
            .collect();
        let mut pairs = Self::default();
        let mut add = |pair: Pair| {
            *pairs.counts.entry(pair).or_default() += 1;
            pairs.total += 1;
        };
        match chars[..] {
            [] => {}
            [only] => add((only, '\0')),
            _ => chars.windows(2).for_each(|two| add((two[0], two[1]))),
        }
        pairs
    }
}

fn dice(shared: u32, a: u32, b: u32) -> f32 {
    match a + b {
        0 => 0.0,
        sum => 2.0 * shared as f32 / sum as f32,
    }
}

/// The closest text of the other side, if any has something in common.
pub type Closest = Option<(usize, f32)>;

/// The closest counterpart of each text, both ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counterparts {
    /// For each text of the first side, the closest of the second.
    pub of_first: Vec<Closest>,
    /// For each text of the second side, the closest of the first.
    pub of_second: Vec<Closest>,
}

/// Finds the closest counterparts. Of equally close ones the first is taken. `step` is told how far it is, 0 to 1, and
/// says whether to go on; `None` when it said no.
pub fn counterparts(
    first: &[&str],
    second: &[&str],
    mut step: impl FnMut(f32) -> bool,
) -> Option<Counterparts> {
    let others: Vec<Pairs> = second.iter().map(|text| Pairs::of(text)).collect();
    // Who has a pair, and how often: texts with nothing in common never meet.
    let mut having: HashMap<Pair, Vec<(usize, u32)>> = HashMap::new();
    for (i, pairs) in others.iter().enumerate() {
        for (pair, n) in &pairs.counts {
            having.entry(*pair).or_default().push((i, *n));
        }
    }
    let mut found = Counterparts {
        of_first: vec![None; first.len()],
        of_second: vec![None; second.len()],
    };
    let mut shared = vec![0_u32; second.len()];
    for (i, text) in first.iter().enumerate() {
        if i % 16 == 0 && !step(i as f32 / first.len() as f32) {
            return None;
        }
        let pairs = Pairs::of(text);
        shared.fill(0);
        for (pair, n) in &pairs.counts {
            for (j, m) in having.get(pair).into_iter().flatten() {
                shared[*j] += m.min(n);
            }
        }
        for (j, shared) in shared.iter().enumerate().filter(|(_, shared)| **shared > 0) {
            let likeness = dice(*shared, pairs.total, others[j].total);
            let better = |now: &Closest| now.is_none_or(|(_, best)| likeness > best);
            if better(&found.of_first[i]) {
                found.of_first[i] = Some((j, likeness));
            }
            if better(&found.of_second[j]) {
                found.of_second[j] = Some((i, likeness));
            }
        }
    }
    step(1.0).then_some(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(a: &str, b: &str) -> f32 {
        let (a, b) = (Pairs::of(a), Pairs::of(b));
        let of_b = |pair| b.counts.get(pair).copied().unwrap_or(0);
        let shared = a.counts.iter().map(|(pair, n)| of_b(pair).min(*n));
        dice(shared.sum(), a.total, b.total)
    }

    #[test]
    fn known_values() {
        assert_eq!(likeness("优化营商环境", "优化营商环境"), 1.0);
        assert_eq!(likeness("优化营商环境", "优化，营商环境。"), 1.0);
        assert_eq!(likeness("高新", "企业"), 0.0);
        assert_eq!(likeness("", ""), 0.0);
        assert_eq!(likeness("AI", "ａｉ"), 1.0);
        assert_eq!(likeness("甲", "甲"), 1.0);
        // 培育 育企 企业 | 培育 育人 人才: one shared of three each.
        assert!((likeness("培育企业", "培育人才") - 1.0 / 3.0).abs() < 1e-6);
        // 人人 stands twice on one side and once on the other.
        assert!((likeness("人人人", "人人") - 2.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn the_closest_both_ways_and_a_cancel() {
        let first = ["培育瞪羚企业", "优化营商环境", "无"];
        let second = ["优化环境", "培育企业", "培育独角兽企业", "优化营商环境"];
        let found = counterparts(&first, &second, |_| true).unwrap();
        let at = |closest: &Closest| closest.map(|(i, _)| i);
        let of_first: Vec<_> = found.of_first.iter().map(at).collect();
        assert_eq!(of_first, [Some(1), Some(3), None]);
        let of_second: Vec<_> = found.of_second.iter().map(at).collect();
        assert_eq!(of_second, [Some(1), Some(0), Some(0), Some(1)]);
        assert_eq!(counterparts(&first, &second, |_| false), None);
        assert!(
            counterparts(&[], &second, |_| true)
                .unwrap()
                .of_first
                .is_empty()
        );
    }

    proptest! {
        #[test]
        fn as_every_pair_compared(
            first in prop::collection::vec("[甲乙丙a ，]{0,8}", 0..12),
            second in prop::collection::vec("[甲乙丙a ，]{0,8}", 0..12),
        ) {
            let texts = |list: &[String]| list.to_vec();
            let (a, b) = (texts(&first), texts(&second));
            let refs = |list: &[String]| -> Vec<String> { list.to_vec() };
            let (ra, rb) = (refs(&a), refs(&b));
            let (sa, sb): (Vec<&str>, Vec<&str>) = (
                ra.iter().map(String::as_str).collect(),
                rb.iter().map(String::as_str).collect(),
            );
            let found = counterparts(&sa, &sb, |_| true).unwrap();
            for (i, text) in sa.iter().enumerate() {
                let best = sb.iter().map(|other| likeness(text, other)).fold(0.0, f32::max);
                let got = found.of_first[i].map_or(0.0, |(_, likeness)| likeness);
                prop_assert!((best - got).abs() < 1e-6);
            }
            for (j, text) in sb.iter().enumerate() {
                let best = sa.iter().map(|other| likeness(text, other)).fold(0.0, f32::max);
                let got = found.of_second[j].map_or(0.0, |(_, likeness)| likeness);
                prop_assert!((best - got).abs() < 1e-6);
            }
        }

        #[test]
        fn a_share_and_the_same_both_ways(a in ".{0,20}", b in ".{0,20}") {
            let one = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&one));
            prop_assert!((one - likeness(&b, &a)).abs() < 1e-6);
        }
    }
}
