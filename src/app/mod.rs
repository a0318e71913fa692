//! The window: places, commands, state. Knows everything below it.
