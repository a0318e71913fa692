//! No network: no crate that speaks it in what users get, no call of ours that would open a socket. That a running
//! window opens none is watched by `tests/faults/network.sh`.

use std::process::Command;

use crate::{root, sources};

/// Crates that speak with other machines, or hold the sockets of those that do.
const NETWORK: [&str; 32] = [
    "actix-web",
    "async-net",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "ehttp",
    "h2",
    "h3",
    "hickory-proto",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "ring",
    "rustls",
    "socket2",
    "ssh2",
    "surf",
    "tokio",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webbrowser",
    "websocket",
    "wreq",
];

#[test]
fn no_network_crate_is_built_in() {
    // Every platform's tree, without what is only for tests and builds.
    let platforms = [
        "x86_64-unknown-linux-gnu",
        "x86_64-pc-windows-msvc",
        "aarch64-apple-darwin",
    ];
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(platforms.iter().flat_map(|platform| ["--target", platform]))
        .arg("--all-features")
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        tree.status.success(),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        names.contains(&"eframe") && names.len() > 200,
        "the tree was not read"
    );
    let found: Vec<_> = NETWORK.iter().filter(|name| names.contains(name)).collect();
    assert!(
        found.is_empty(),
        "crates that speak with the network: {found:?}"
    );
}

#[test]
fn no_source_of_ours_opens_a_socket() {
    for (path, text) in sources("src") {
        for forbidden in [
            "std::net",
            "TcpStream",
            "UdpSocket",
            "UnixStream",
            "TcpListener",
            "open_url",
            "OpenUrl",
        ] {
            assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
        }
    }
}
