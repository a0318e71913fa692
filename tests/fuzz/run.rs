//! One reader, many inputs: sound ones, hand-made bombs, then damaged ones until the time is up. Every input is made
//! from a seed and a number alone, so that any of them can be made again.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use crate::mutate::{MAX_INPUT, mutate};
use crate::rng::Rng;

/// No input may keep a processor longer than this; a build for debugging is several times slower.
const SLOWEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });

/// An input that takes this long hangs; nothing but the end of the process stops it.
const HANGS: Duration = Duration::from_secs(120);

/// No input may make a reader hold more than this, in bytes.
const MOST_MEMORY: usize = 512 << 20;

/// Time for one reader in the usual test run.
const BOUNDED: Duration = Duration::from_millis(1000);

/// Finds kept of one long run.
const MOST_FINDS: usize = 20;

/// What is fuzzed: it takes any bytes, and neither panics nor hangs.
pub type Read = Box<dyn FnMut(&[u8])>;

/// A reader and what it is given.
pub struct Reader {
    /// Sound files, or their contents when there is something to [`Self::wrap`] them in.
    pub seeds: Vec<Vec<u8>>,
    /// Whole files that try to blow up; given as they are.
    pub bombs: Vec<Vec<u8>>,
    /// What the format is made of.
    pub words: &'static [&'static str],
    /// Puts contents into their container (a zip file) or mends checksums; only half of the inputs are damaged after it.
    pub wrap: fn(Vec<u8>) -> Vec<u8>,
    /// Reads a file as the product does, and checks what must hold of what it read.
    pub read: Read,
}

impl Reader {
    /// A reader of plain files.
    pub fn new(
        seeds: Vec<Vec<u8>>,
        words: &'static [&'static str],
        read: impl FnMut(&[u8]) + 'static,
    ) -> Self {
        Self {
            seeds,
            bombs: crate::bombs::nesting(),
            words,
            wrap: |bytes| bytes,
            read: Box::new(read),
        }
    }
}

/// What an input did wrong.
struct Find {
    what: String,
    input: Vec<u8>,
}

/// Gives the reader of the test `name` its inputs; panics with everything needed to repeat what went wrong.
pub fn fuzz(name: &str, mut reader: Reader) {
    let _alone = alone();
    watch();
    let seed = number("FUZZ_SEED").unwrap_or(1);
    if let Some(n) = number("FUZZ_INPUT") {
        let input = damaged(&reader, seed, n);
        let path = keep(name, &input);
        println!("{name}: input {n} of seed {seed} is in {}", path.display());
        assert_eq!(execute(&mut reader, &input), None);
        return;
    }
    let sound: Vec<Vec<u8>> = reader.seeds.iter().cloned().map(reader.wrap).collect();
    let mut finds = Vec::new();
    // An abort (stack, memory) or a hang leaves no other trace.
    let at = tmp().join(format!("fuzz-{name}.at"));
    let note = |text: String| std::fs::write(&at, text).unwrap();
    for (n, input) in sound
        .into_iter()
        .chain(std::mem::take(&mut reader.bombs))
        .enumerate()
    {
        assert!(input.len() < MAX_INPUT, "a seed or bomb of 1 MB");
        note(format!(
            "seed or bomb {n}, {} bytes: {:.80}",
            input.len(),
            String::from_utf8_lossy(&input)
        ));
        if let Some(what) = execute(&mut reader, &input) {
            finds.push(Find { what, input });
        }
    }
    let budget = number("FUZZ_SECONDS").map_or(BOUNDED, Duration::from_secs);
    let start = Instant::now();
    let (mut n, mut known) = (0, BTreeSet::new());
    while start.elapsed() < budget && finds.len() < MOST_FINDS {
        if n % 64 == 0 {
            note(format!("seed {seed}, some input from {n} on"));
        }
        let input = damaged(&reader, seed, n);
        if let Some(what) = execute(&mut reader, &input)
            && known.insert(what.clone())
        {
            let what = format!("{what} (FUZZ_SEED={seed} FUZZ_INPUT={n})");
            let input = shrink(&mut reader, input);
            finds.push(Find { what, input });
        }
        n += 1;
    }
    let _gone = std::fs::remove_file(&at);
    let secs = start.elapsed().as_secs_f64();
    println!(
        "{name}: {n} inputs in {secs:.0} s, seed {seed}, {} finds",
        finds.len()
    );
    for find in &finds {
        let path = keep(name, &find.input);
        println!("{name}: {}: {}", path.display(), find.what);
    }
    assert!(finds.is_empty(), "{name}: {} finds, see above", finds.len());
}

/// Input `n`: a sound file, damaged before or after it is wrapped.
fn damaged(reader: &Reader, seed: u64, n: u64) -> Vec<u8> {
    let mut rng = Rng::of(seed, n);
    let mut bytes = rng.pick(&reader.seeds).clone();
    if rng.one_in(2) {
        mutate(&mut bytes, &reader.seeds, reader.words, &mut rng);
        bytes = (reader.wrap)(bytes);
    } else {
        bytes = (reader.wrap)(bytes);
        mutate(&mut bytes, &reader.seeds, reader.words, &mut rng);
    }
    bytes.truncate(MAX_INPUT - 1);
    bytes
}

/// Reads one input; what went wrong, if anything.
fn execute(reader: &mut Reader, input: &[u8]) -> Option<String> {
    let mut slow = Duration::MAX;
    // Other work on the machine makes a quick reader slow, but hardly three times.
    for _ in 0..3 {
        PANICS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        crate::MEMORY.reset_peak_usage();
        let before = crate::MEMORY.current_usage();
        let start = busy();
        BUSY_SINCE.store(millis(), Ordering::Relaxed);
        let read = &mut reader.read;
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(input)));
        BUSY_SINCE.store(0, Ordering::Relaxed);
        slow = slow.min(busy().saturating_sub(start));
        let memory = crate::MEMORY.peak_usage().saturating_sub(before);
        // A panic on another thread may have been turned into an error on the way.
        let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.is_err() || !panics.is_empty() {
            return Some(panics.pop().unwrap_or_else(|| "a panic".to_owned()));
        }
        drop(panics);
        if memory > MOST_MEMORY {
            return Some(format!("{} MB of memory", memory >> 20));
        }
        if slow < SLOWEST {
            return None;
        }
    }
    Some(format!("slower than {SLOWEST:?}"))
}

/// How long this thread has been at work; other processes' share of the machine does not count where that is known.
fn busy() -> Duration {
    let known = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = known.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| Duration::from_millis(millis()), Duration::from_nanos)
}

/// Whether this is a long run by hand.
pub fn long_run() -> bool {
    number("FUZZ_SECONDS").is_some()
}

/// Cuts away what the find does not need.
fn shrink(reader: &mut Reader, mut input: Vec<u8>) -> Vec<u8> {
    let start = Instant::now();
    let mut piece = input.len() / 2;
    while piece > 0 {
        let mut at = 0;
        while at < input.len() && start.elapsed() < Duration::from_secs(20) {
            let mut less = input.clone();
            less.drain(at..(at + piece).min(less.len()));
            match execute(reader, &less) {
                Some(_) => input = less,
                None => at += piece,
            }
        }
        piece /= 2;
    }
    input
}

/// Panics of any thread since the input began.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// When the present input began, in milliseconds of this process; 0 between inputs.
static BUSY_SINCE: AtomicU64 = AtomicU64::new(0);

fn millis() -> u64 {
    static START: Mutex<Option<Instant>> = Mutex::new(None);
    let mut start = START.lock().unwrap_or_else(PoisonError::into_inner);
    start.get_or_insert_with(Instant::now).elapsed().as_millis() as u64 + 1
}

/// Notes panics, and ends the process when a reader never comes back.
fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if BUSY_SINCE.load(Ordering::Relaxed) == 0 {
                return usual(info);
            }
            let mut panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
            let ours = crate::trace::ours();
            panics.push(format!("{info}\n{ours}"));
        }));
        std::thread::spawn(|| {
            loop {
                std::thread::sleep(Duration::from_millis(500));
                let since = BUSY_SINCE.load(Ordering::Relaxed);
                if since != 0 && millis().saturating_sub(since) > HANGS.as_millis() as u64 {
                    let at = tmp().display().to_string();
                    // Captured output is lost with the process; standard error of `writeln!` is not.
                    let _ = std::io::Write::write_all(
                        &mut std::io::stderr(),
                        format!("an input hangs; see fuzz-*.at in {at}\n").as_bytes(),
                    );
                    std::process::exit(101);
                }
            }
        });
    });
}

/// Readers share the allocator's count, so they run one after the other.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn tmp() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Keeps an input for a look at it.
fn keep(name: &str, input: &[u8]) -> PathBuf {
    let free = (1..).map(|n| tmp().join(format!("fuzz-{name}-{n}")));
    let path = free.into_iter().find(|path| !path.exists()).unwrap();
    std::fs::write(&path, input).unwrap();
    path
}

thread_local! {
    static FOLDER: RefCell<Option<tempfile::TempDir>> = const { RefCell::new(None) };
}

/// A folder for readers that take a path; removed when the test ends.
pub fn folder() -> PathBuf {
    FOLDER.with_borrow_mut(|folder| {
        // In memory where there is such a place: a disk is asked to keep every file.
        let folder = folder.get_or_insert_with(|| {
            tempfile::tempdir_in("/dev/shm")
                .or_else(|_| tempfile::tempdir())
                .unwrap()
        });
        folder.path().to_owned()
    })
}
