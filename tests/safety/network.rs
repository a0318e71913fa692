//! No network: no crate that speaks it in what users get, no call of ours that would open a socket. That a running
//! window opens none is watched by `tests/faults/network.sh`.

use std::collections::{HashMap, HashSet};

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

/// What each package of `Cargo.lock` is built on: on every platform, tests and builds included, and all without asking
/// for anything that is not here, as `cargo tree` for another platform would.
fn locked() -> HashMap<String, Vec<String>> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let mut packages: HashMap<String, Vec<String>> = HashMap::new();
    for package in lock.split("[[package]]").skip(1) {
        let value = |line: &str| line.trim().trim_matches(['"', ',']).to_owned();
        let name = package.lines().find_map(|l| l.strip_prefix("name = "));
        let parts = package.split_once("dependencies = [").map(|(_, list)| list);
        let parts = parts.into_iter().flat_map(str::lines);
        let parts = parts.take_while(|l| *l != "]").map(value);
        // A version stands behind a name that occurs more than once.
        let names = parts.filter_map(|p| Some(p.split(' ').next()?.to_owned()));
        let names = names.filter(|name| !name.is_empty());
        packages
            .entry(value(name.unwrap()))
            .or_default()
            .extend(names);
    }
    packages
}

#[test]
fn no_network_crate_is_built_in() {
    let packages = locked();
    let mut reached = HashSet::from(["zonescope"]);
    let mut open = vec!["zonescope"];
    while let Some(name) = open.pop() {
        for part in &packages[name] {
            // A browser's own loop, which no desktop has.
            if part != "wasm-bindgen-futures" && reached.insert(part) {
                open.push(part);
            }
        }
    }
    for known in ["eframe", "rfd", "windows-sys", "zbus"] {
        assert!(
            reached.contains(known),
            "the lock file was not read: {known}"
        );
    }
    let found: Vec<_> = NETWORK
        .iter()
        .filter(|name| reached.contains(**name))
        .collect();
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
