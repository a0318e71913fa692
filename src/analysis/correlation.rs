//! How two series go together.

/// Pairs below which a correlation says nothing.
const LEAST: usize = 8;

/// Spearman's rank correlation, −1 to 1; equal values share their mean rank. `None` for fewer than eight finite pairs,
/// or when all values of one side are equal.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let finite = |p: &&(f64, f64)| p.0.is_finite() && p.1.is_finite();
    let pairs: Vec<&(f64, f64)> = pairs.iter().filter(finite).collect();
    if pairs.len() < LEAST {
        return None;
    }
    let (x, y) = (
        ranks(pairs.iter().map(|p| p.0).collect()),
        ranks(pairs.iter().map(|p| p.1).collect()),
    );
    let mean = 0.5 * (pairs.len() as f64 - 1.0);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in x.iter().zip(&y) {
        let (x, y) = (x - mean, y - mean);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

/// Places from 0, equal values in the middle of theirs.
fn ranks(values: Vec<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let value = values[order[from]];
        let alike = order[from..]
            .iter()
            .take_while(|&&i| values[i] == value)
            .count();
        for &i in &order[from..from + alike] {
            ranks[i] = from as f64 + 0.5 * (alike as f64 - 1.0);
        }
        from += alike;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts_not_distance() {
        let up: Vec<(f64, f64)> = (0..10).map(|i| (f64::from(i), 10_f64.powi(i))).collect();
        assert!((spearman(&up).unwrap() - 1.0).abs() < 1e-12);
        let down: Vec<(f64, f64)> = up.iter().map(|(x, y)| (*x, -y)).collect();
        assert!((spearman(&down).unwrap() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn ties_share_their_rank_and_little_says_nothing() {
        assert_eq!(ranks(vec![3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        assert_eq!(spearman(&[(1.0, 1.0); 7]), None);
        assert_eq!(spearman(&[(1.0, 1.0); 9]), None);
        // x = 1..8 against 2 1 4 3 6 5 8 7: 1 − 6·8 / (8·63).
        let swapped: Vec<(f64, f64)> = (1..=8)
            .map(|i| {
                (
                    f64::from(i),
                    f64::from(if i % 2 == 1 { i + 1 } else { i - 1 }),
                )
            })
            .collect();
        assert!((spearman(&swapped).unwrap() - (1.0 - 48.0 / 504.0)).abs() < 1e-12);
    }
}
