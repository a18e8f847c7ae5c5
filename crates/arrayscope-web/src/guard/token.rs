//! The token: whoever started the server knows it, the other users of the machine do not.

use std::fmt;

use axum::extract::Request;
use axum::http::{Method, header};
use subtle::ConstantTimeEq;

use crate::error::{ApiError, ErrorKind};

/// 128 random bits as 32 hexadecimal digits.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token from the operating system's random source.
    ///
    /// # Errors
    ///
    /// When the operating system has no randomness to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        random_hex().map(Self)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this token; takes equally long wherever they differ.
    pub fn matches(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

// A token in a log is a token given away.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// 128 random bits in hexadecimal.
pub(crate) fn random_hex() -> Result<String, getrandom::Error> {
    use fmt::Write as _;
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Who may ask.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever shows the token.
    Token(Token),
    /// Everybody who reaches the address; for loopback alone.
    Open,
}

/// A right token in the URL, on its way into a cookie.
pub(super) struct Ticket {
    /// The same page without the token.
    pub(super) location: String,
    /// The cookie to set, if it has to be.
    pub(super) cookie: Option<String>,
}

/// Nothing when the request may go on, a ticket when the URL carries the token, a refusal
/// when there is no token or a wrong one.
pub(super) fn check(
    access: &Access,
    cookie_name: &str,
    request: &Request,
) -> Result<Option<Ticket>, ApiError> {
    let uri = request.uri();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let in_url = uri.query().filter(|_| reads && uri.path() == "/").and_then(take_token);
    let has_cookie = match access {
        Access::Open => true,
        Access::Token(token) => cookies(request, cookie_name).any(|value| token.matches(value)),
    };
    match (in_url, access) {
        (None, _) if has_cookie => Ok(None),
        (Some((given, location)), Access::Token(token)) if token.matches(given) => {
            let cookie =
                format!("{cookie_name}={}; HttpOnly; SameSite=Strict; Path=/", token.as_str());
            Ok(Some(Ticket { location, cookie: Some(cookie) }))
        }
        // A bookmark from an earlier start: who is known already needs no right token.
        (Some((_, location)), _) if has_cookie => Ok(Some(Ticket { location, cookie: None })),
        _ => Err(ApiError::new(
            ErrorKind::Token,
            "the token is missing or wrong, open the address that arrayscope printed when it started",
        )),
    }
}

/// The token in a query, and the page's address without it. All other pairs stay as they are.
fn take_token(query: &str) -> Option<(&str, String)> {
    let token = query.split('&').find_map(|pair| pair.strip_prefix("token="))?;
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
    let location = if rest.is_empty() { "/".to_owned() } else { format!("/?{}", rest.join("&")) };
    Some((token, location))
}

/// Every value that the request's cookies give to `name`.
fn cookies<'a>(request: &'a Request, name: &'a str) -> impl Iterator<Item = &'a str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_have_128_bits() {
        let (one, other) = (Token::random().unwrap(), Token::random().unwrap());
        assert_eq!(one.as_str().len(), 32);
        assert!(one.matches(one.as_str()));
        assert!(!one.matches(other.as_str()));
        assert!(!one.matches(""));
        assert!(!one.matches(&one.as_str()[..31]));
    }

    #[test]
    fn a_token_is_not_shown_by_debug() {
        let token = Token::random().unwrap();
        assert!(!format!("{token:?}").contains(token.as_str()));
    }

    #[test]
    fn the_rest_of_the_query_survives_the_token_byte_for_byte() {
        let (token, location) = take_token("array=a%20b&token=T&at=0,1").unwrap();
        assert_eq!((token, location.as_str()), ("T", "/?array=a%20b&at=0,1"));
        assert_eq!(take_token("token=T").unwrap().1, "/");
        assert!(take_token("mytoken=T").is_none());
    }
}
