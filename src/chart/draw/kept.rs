//! What is worked out once and kept from frame to frame.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use egui::Context;
use egui::cache::{ComputerMut, FrameCache};

/// What `make` gives, made anew only when `key` is another than in the frame before. `key` must tell all that `make` looks
/// at; `make` must not ask `ctx`, whose memory is held meanwhile.
pub(super) fn kept<T: Send + Sync + 'static>(
    ctx: &Context,
    key: impl Hash,
    make: impl Fn() -> T,
) -> Arc<T> {
    #[derive(Default)]
    struct Maker;
    struct Asked<'a, K, M>(&'a K, &'a M);
    impl<K, M> Clone for Asked<'_, K, M> {
        fn clone(&self) -> Self {
            *self
        }
    }
    impl<K, M> Copy for Asked<'_, K, M> {}
    impl<K: Hash, M> Hash for Asked<'_, K, M> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }
    impl<K, T, M: Fn() -> T> ComputerMut<Asked<'_, K, M>, Arc<T>> for Maker {
        fn compute(&mut self, Asked(_, make): Asked<'_, K, M>) -> Arc<T> {
            Arc::new(make())
        }
    }
    ctx.memory_mut(|memory| {
        let cache = memory.caches.cache::<FrameCache<Arc<T>, Maker>>();
        Arc::clone(cache.get(Asked(&key, &make)))
    })
}
