//! The addresses that requests are sent to.

use std::fmt;

/// How a server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
}

/// An address of HTTP: RFC 3986, without a fragment.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Url {
    pub(super) scheme: Scheme,
    /// Host and port, in lower case.
    pub(super) authority: String,
    /// Percent-encoded, with its first slash; empty where there is none.
    pub(super) path: String,
    /// Percent-encoded, without its question mark. It may hold a key.
    pub(super) query: Option<String>,
}

impl Url {
    /// Reads an address as a person or a server writes it; the error says what is wrong.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once("://").ok_or("it has no scheme")?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err("only http and https are spoken".to_owned()),
        };
        let host_end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(host_end);
        if authority.contains('@') {
            return Err("a name and a password in an address are not sent".to_owned());
        }
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
        if authority.is_empty() || !authority.bytes().all(is_host) {
            return Err("it has no host that can be asked".to_owned());
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        Ok(Self {
            scheme,
            authority: authority.to_ascii_lowercase(),
            path: encoded(path, b"/%!$&'()*+,;=:@"),
            query: query.map(|query| encoded(query, b"/?%!$&'()*+,;=:@")),
        })
    }

    /// The address of what lies below this one; the query stays.
    pub(super) fn join(&self, key: &str) -> Self {
        if key.is_empty() {
            return self.clone();
        }
        let folder = self.path.strip_suffix('/').unwrap_or(&self.path);
        Self { path: format!("{folder}/{}", encoded(key, b"/")), ..self.clone() }
    }

    /// Where a server says that something is instead; `None` where nobody may be sent: to
    /// another host, or out of what is encrypted.
    pub(super) fn moved(&self, to: &str) -> Option<Self> {
        let moved = if to.starts_with('/') && !to.starts_with("//") {
            let scheme = self.scheme.name();
            Self::parse(&format!("{scheme}://{}{to}", self.authority)).ok()?
        } else {
            Self::parse(to).ok()?
        };
        let same = moved.scheme == self.scheme && moved.host() == self.host();
        let safer = self.scheme == Scheme::Http
            && moved.scheme == Scheme::Https
            && (self.host().1, moved.host().1) == ("80", "443")
            && self.host().0 == moved.host().0;
        (same || safer).then_some(moved)
    }

    /// Host and port.
    fn host(&self) -> (&str, &str) {
        let usual = if self.scheme == Scheme::Http { "80" } else { "443" };
        match self.authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (&self.authority, usual),
        }
    }

    /// Whether it leads to this machine, to which no proxy leads.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host().0;
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let is_address = |ip: std::net::IpAddr| ip.is_loopback();
        host == "localhost" || host.parse().is_ok_and(is_address)
    }
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

impl fmt::Display for Url {
    /// All of it, as it is sent: for requests, not for messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        write!(f, "{}://{}{path}", self.scheme.name(), self.authority)?;
        self.query.as_ref().map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = if self.query.is_some() { "?…" } else { "" };
        write!(f, "{}://{}{}{query}", self.scheme.name(), self.authority, self.path)
    }
}

/// A text percent-encoded: letters, digits, `-._~` and the characters of `plain` stay.
pub(super) fn encoded(text: &str, plain: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || plain.contains(&byte) {
            all.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
            all.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn keys_are_encoded_and_the_query_stays() {
        let base = url("HTTP://Host:81/a b/x.zarr/?sig=1");
        assert_eq!(base.join("c/0 ?").to_string(), "http://host:81/a%20b/x.zarr/c/0%20%3F?sig=1");
        assert_eq!(url("http://h").to_string(), "http://h/");
        assert_eq!(url("http://h").join("k").to_string(), "http://h/k");
        assert_eq!(format!("{base:?}"), "http://host:81/a%20b/x.zarr/?…");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["http://", "http://a b/", "http://u:p@h/", "ftp://h/", "h/x", "http://h\n/"] {
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn nobody_is_sent_to_another_host_or_out_of_what_is_encrypted() {
        let from = url("http://h/a");
        assert_eq!(from.moved("/b?c").unwrap().to_string(), "http://h/b?c");
        assert_eq!(from.moved("https://H/b").unwrap().to_string(), "https://h/b");
        assert!(from.moved("http://h:80/b").is_some());
        for to in ["http://i/a", "http://h:81/a", "//i/a", "https://h:80/a", "file:///a", "b"] {
            assert_eq!(from.moved(to), None, "{to}");
        }
        assert_eq!(url("https://h/a").moved("http://h/a"), None);
        assert!(url("http://h:8080/a").moved("https://h/a").is_none());
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for host in ["localhost:80", "127.0.0.1", "[::1]:8000", "127.9.9.9"] {
            assert!(url(&format!("http://{host}/")).is_loopback(), "{host}");
        }
        assert!(!url("http://localhost.example/").is_loopback());
    }
}
