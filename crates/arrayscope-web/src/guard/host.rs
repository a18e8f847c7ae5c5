//! The `Host` header: the defence against DNS rebinding.
//!
//! A page of another site can make its own name resolve to 127.0.0.1; its requests then
//! count as same-origin in the browser, but still carry that name here.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};

use crate::error::{ApiError, ErrorKind};
use crate::text::shorten;

/// The hosts under which this server may be addressed.
#[derive(Clone, Debug)]
pub struct Hosts {
    address: SocketAddr,
}

impl Hosts {
    /// The hosts of a server bound to `address`: the address itself, and for a loopback
    /// address also `localhost`, `127.0.0.1` and `[::1]`, each with the port.
    ///
    /// Bound to all interfaces (`0.0.0.0`, `[::]`), any IP address with the port is ours: a
    /// rebinding attack needs a name.
    pub fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    /// The `host:port` to print, with `127.0.0.1` for the unspecified address.
    pub fn preferred(&self) -> String {
        match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => format!("127.0.0.1:{}", self.address.port()),
            IpAddr::V6(ip) if ip.is_unspecified() => format!("[::1]:{}", self.address.port()),
            _ => self.address.to_string(),
        }
    }

    /// Whether `authority` (`host:port`, as browsers send it) is one of ours.
    pub fn contains(&self, authority: &str) -> bool {
        let Some((name, port)) = split(authority) else {
            return false;
        };
        if port != self.address.port() {
            return false;
        }
        let ours = self.address.ip();
        let reaches_loopback = ours.is_loopback() || ours.is_unspecified();
        if name.eq_ignore_ascii_case("localhost") {
            return reaches_loopback;
        }
        let unbracketed = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let parsed = match unbracketed {
            Some(inner) => inner.parse().map(IpAddr::V6),
            None => name.parse().map(IpAddr::V4),
        };
        let Ok(ip) = parsed else { return false };
        let is_usual_loopback = ["127.0.0.1", "::1"].iter().any(|usual| usual.parse() == Ok(ip));
        ip == ours || ours.is_unspecified() || (ours.is_loopback() && is_usual_loopback)
    }
}

/// `host:port` in its parts; a browser leaves the port out only where it is 80.
fn split(authority: &str) -> Option<(&str, u16)> {
    let after_bracket = authority.rfind(']').map_or(0, |end| end + 1);
    match authority[after_bracket..].rfind(':') {
        Some(colon) => {
            let (name, port) = authority.split_at(after_bracket + colon);
            let digits = &port[1..];
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            Some((name, is_number.then(|| digits.parse().ok())??))
        }
        None => Some((authority, 80)),
    }
}

/// The request's host, or a refusal when it is missing, repeated or not ours.
pub(super) fn check(hosts: &Hosts, uri: &Uri, headers: &HeaderMap) -> Result<String, ApiError> {
    let refuse = |found: &str| {
        let ours = hosts.preferred();
        ApiError::new(
            ErrorKind::Host,
            format!("this server was asked for as {found}, it answers only as {ours}"),
        )
    };
    let mut values = headers.get_all(header::HOST).iter();
    let host = match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().map_err(|_| refuse("a host that is not ASCII"))?,
        (None, _) => return Err(refuse("no host at all")),
        (Some(_), Some(_)) => return Err(refuse("two hosts at once")),
    };
    if !hosts.contains(host) {
        return Err(refuse(&format!("\"{}\"", shorten(host, 80))));
    }
    // A request target in absolute form carries a second authority; it outranks the header.
    let differs = |authority: &&Authority| !authority.as_str().eq_ignore_ascii_case(host);
    if let Some(authority) = uri.authority().filter(differs) {
        return Err(refuse(&format!("\"{}\"", shorten(authority.as_str(), 80))));
    }
    Ok(host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(address: &str) -> Hosts {
        Hosts::new(address.parse().unwrap())
    }

    #[test]
    fn a_loopback_server_answers_to_the_three_loopback_names_with_its_port() {
        let hosts = hosts("127.0.0.1:8501");
        for ours in ["127.0.0.1:8501", "localhost:8501", "LocalHost:8501", "[::1]:8501"] {
            assert!(hosts.contains(ours), "{ours}");
        }
    }

    #[test]
    fn other_hosts_and_other_ports_are_not_ours() {
        let hosts = hosts("127.0.0.1:8501");
        for foreign in [
            "",
            ":",
            ":8501",
            "127.0.0.1",
            "localhost",
            "127.0.0.1:",
            "127.0.0.1:80",
            "127.0.0.1:+8501",
            "127.0.0.1:108501",
            "127.0.0.2:8501",
            "evil.example:8501",
            "localhost.evil.example:8501",
            "127.0.0.1:8501.evil.example",
            "evil.example@127.0.0.1:8501",
            "::1:8501",
            "[::1]",
            "[::1]x:8501",
            "[127.0.0.1]:8501",
            "192.168.0.1:8501",
            "0.0.0.0:8501",
        ] {
            assert!(!hosts.contains(foreign), "{foreign}");
        }
    }

    #[test]
    fn bound_to_all_interfaces_any_ip_address_is_ours_but_no_name() {
        let hosts = hosts("0.0.0.0:8501");
        assert!(hosts.contains("192.168.0.7:8501"));
        assert!(hosts.contains("localhost:8501"));
        assert!(!hosts.contains("evil.example:8501"));
    }

    #[test]
    fn port_80_is_ours_without_being_named() {
        assert!(hosts("127.0.0.1:80").contains("localhost"));
        assert!(hosts("127.0.0.1:80").contains("localhost:80"));
    }

    #[test]
    fn another_address_is_ours_alone() {
        let hosts = hosts("192.168.0.7:8501");
        assert!(hosts.contains("192.168.0.7:8501"));
        assert!(!hosts.contains("localhost:8501"));
    }
}
