//! Where in our own code a panic began, whoever raised it.

use std::backtrace::Backtrace;

/// The innermost places of ours on the stack, a line each; for a panic hook.
pub fn ours() -> String {
    let stack = Backtrace::force_capture().to_string();
    let places = stack.lines().filter(|line| {
        line.contains("at ./src/")
            || line.contains("/src/") && !line.contains(".cargo") && !line.contains("rustc")
    });
    places.take(4).collect::<Vec<_>>().join("\n")
}
