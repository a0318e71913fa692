//! What is worked out once and kept from frame to frame.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use egui::Context;
use egui::cache::CacheTrait;

/// What `make` gives, made anew only when `key` is another than in the frame before. `key` must tell all that `make` looks
/// at. (egui's own `FrameCache` holds the context while it makes a value, so that nothing could be measured.)
pub(super) fn kept<T: Send + Sync + 'static>(
    ctx: &Context,
    key: impl Hash,
    make: impl FnOnce() -> T,
) -> Arc<T> {
    let mut hash = DefaultHasher::new();
    key.hash(&mut hash);
    let key = hash.finish();
    let known = ctx.memory_mut(|memory| memory.caches.cache::<Kept<T>>().get(key));
    known.unwrap_or_else(|| {
        let made = Arc::new(make());
        ctx.memory_mut(|memory| memory.caches.cache::<Kept<T>>().put(key, Arc::clone(&made)));
        made
    })
}

/// Values by the hash of what they were made of, and whether each was asked for in this frame.
struct Kept<T>(HashMap<u64, (bool, Arc<T>)>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Kept<T> {
    fn get(&mut self, key: u64) -> Option<Arc<T>> {
        let (asked, value) = self.0.get_mut(&key)?;
        *asked = true;
        Some(Arc::clone(value))
    }

    fn put(&mut self, key: u64, value: Arc<T>) {
        self.0.insert(key, (true, value));
    }
}

impl<T: Send + Sync + 'static> CacheTrait for Kept<T> {
    fn update(&mut self) {
        self.0.retain(|_, (asked, _)| std::mem::take(asked));
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_value_is_made_once_and_kept_as_long_as_each_frame_asks_for_it() {
        let (ctx, made) = (Context::default(), Cell::new(0));
        let frame = |key: Option<u8>| {
            let run = |ui: &mut egui::Ui| {
                for key in key.into_iter().chain(key) {
                    let value = kept(ui.ctx(), key, || {
                        made.set(made.get() + 1);
                        // The context answers meanwhile.
                        (key, ui.ctx().pixels_per_point().to_bits())
                    });
                    assert_eq!(value.0, key);
                }
            };
            let mut output = ctx.run_ui(egui::RawInput::default(), run);
            output.textures_delta.clear();
            made.get()
        };
        assert_eq!(
            [Some(1), Some(1), Some(2), Some(2)].map(frame),
            [1, 1, 2, 2]
        );
        assert_eq!([None, Some(2)].map(frame), [2, 3], "forgotten by then");
    }
}
