//! Huffman codes of limited length, and the bits they are written with.

/// Order in which the format names the lengths of the code that codes the lengths.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// Code and length of every symbol; length 0 for one that does not occur.
pub(super) type Codes = Vec<(u16, u8)>;

/// Bits, lowest first.
#[derive(Default)]
pub(super) struct BitWriter {
    pub(super) bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl BitWriter {
    /// Writes the lowest `count` (at most 16) bits.
    pub(super) fn push(&mut self, bits: u32, count: u32) {
        self.pending |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes
                .extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.count -= 32;
        }
    }

    pub(super) fn code(&mut self, codes: &Codes, symbol: usize) {
        let (code, length) = codes[symbol];
        self.push(code.into(), length.into());
    }

    /// Fills the last byte with zeros.
    pub(super) fn align(&mut self) {
        while self.count > 0 {
            self.bytes.push(self.pending as u8);
            self.pending >>= 8;
            self.count = self.count.saturating_sub(8);
        }
        self.pending = 0;
    }
}

/// Lengths of an optimal code for symbols of these frequencies, none longer than `most`.
pub(super) fn lengths(frequencies: &[u32], most: u8) -> Vec<u8> {
    let mut lengths = vec![0_u8; frequencies.len()];
    let mut leaves: Vec<(u32, usize)> = Vec::new();
    leaves.extend(frequencies.iter().copied().zip(0..).filter(|(f, _)| *f > 0));
    leaves.sort_unstable();
    match leaves.as_slice() {
        [] => return lengths,
        [(_, only)] => {
            lengths[*only] = 1;
            return lengths;
        }
        _ => {}
    }
    let depths = depths(&leaves);
    // How many symbols have each length; the too long ones are cut, and others made longer until the code fits again.
    let mut counts = [0_u32; 64];
    for depth in &depths {
        counts[usize::from((*depth).min(most))] += 1;
    }
    let most_at = usize::from(most);
    let room = 1_u64 << most;
    let used = |counts: &[u32; 64]| -> u64 {
        (1..=most_at)
            .map(|length| u64::from(counts[length]) << (most_at - length))
            .sum()
    };
    while used(&counts) > room {
        // One of the longest symbols moves beside the deepest one above.
        let above = (1..most_at)
            .rev()
            .find(|length| counts[*length] > 0)
            .unwrap_or(1);
        counts[most_at] -= 1;
        counts[above] -= 1;
        counts[above + 1] += 2;
    }
    let mut rarest = leaves.iter();
    for length in (1..=most_at).rev() {
        for (_, symbol) in rarest.by_ref().take(counts[length] as usize) {
            lengths[*symbol] = length as u8;
        }
    }
    lengths
}

/// Depth of every leaf (sorted by frequency) in Huffman's tree.
fn depths(leaves: &[(u32, usize)]) -> Vec<u8> {
    let n = leaves.len();
    let mut parents = vec![0_usize; 2 * n - 1];
    let mut inner: Vec<u64> = Vec::with_capacity(n - 1);
    let (mut leaf, mut node) = (0, 0);
    for made in 0..n - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            let take_leaf =
                leaf < n && (node >= inner.len() || u64::from(leaves[leaf].0) <= inner[node]);
            if take_leaf {
                sum += u64::from(leaves[leaf].0);
                parents[leaf] = n + made;
                leaf += 1;
            } else {
                sum += inner[node];
                parents[n + node] = n + made;
                node += 1;
            }
        }
        inner.push(sum);
    }
    let mut depths = vec![0_u8; 2 * n - 1];
    for at in (0..2 * n - 2).rev() {
        depths[at] = depths[parents[at]] + 1;
    }
    depths.truncate(n);
    depths
}

/// The codes of these lengths, their bits reversed as the format wants them.
pub(super) fn canonical(lengths: &[u8]) -> Codes {
    let mut next = [0_u16; 17];
    let mut code = 0_u16;
    for length in 1..=15_u8 {
        next[usize::from(length)] = code;
        let count = lengths.iter().filter(|l| **l == length).count() as u16;
        code = (code + count) << 1;
    }
    let codes = lengths.iter().map(|&length| {
        if length == 0 {
            return (0, 0);
        }
        let code = next[usize::from(length)];
        next[usize::from(length)] += 1;
        (code.reverse_bits() >> (16 - length), length)
    });
    codes.collect()
}

/// Writes the lengths of both codes of a block, themselves coded.
pub(super) fn write_lengths(out: &mut BitWriter, literals: &[u8], distances: &[u8]) {
    let used = |lengths: &[u8], least: usize| {
        lengths
            .iter()
            .rposition(|length| *length > 0)
            .map_or(least, |last| (last + 1).max(least))
    };
    let (literals, distances) = (
        &literals[..used(literals, 257)],
        &distances[..used(distances, 1)],
    );
    let all = [literals, distances].concat();
    let mut symbols: Vec<(usize, u32, u32)> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let length = all[at];
        let run = all[at..].iter().take_while(|l| **l == length).count();
        let taken = match (length, run) {
            (0, 11..) => {
                let run = run.min(138);
                symbols.push((18, run as u32 - 11, 7));
                run
            }
            (0, 3..) => {
                symbols.push((17, run as u32 - 3, 3));
                run
            }
            (_, 4..) if length > 0 => {
                let run = run.min(7);
                symbols.push((usize::from(length), 0, 0));
                symbols.push((16, run as u32 - 4, 2));
                run
            }
            _ => {
                symbols.push((usize::from(length), 0, 0));
                1
            }
        };
        at += taken;
    }
    let mut frequencies = [0_u32; 19];
    for (symbol, _, _) in &symbols {
        frequencies[*symbol] += 1;
    }
    let code_lengths = lengths(&frequencies, 7);
    let named = ORDER
        .iter()
        .rposition(|symbol| code_lengths[*symbol] > 0)
        .map_or(4, |last| (last + 1).max(4));
    out.push(literals.len() as u32 - 257, 5);
    out.push(distances.len() as u32 - 1, 5);
    out.push(named as u32 - 4, 4);
    for symbol in &ORDER[..named] {
        out.push(code_lengths[*symbol].into(), 3);
    }
    let codes = canonical(&code_lengths);
    for (symbol, bits, count) in symbols {
        out.code(&codes, symbol);
        out.push(bits, count);
    }
}
