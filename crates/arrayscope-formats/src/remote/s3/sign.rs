//! Signatures of requests.
//!
//! Source: AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header".

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use ring::digest::{SHA256, digest};
use ring::hmac;

use crate::remote::url::Url;

/// SHA-256 of nothing, which is what these requests send.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Who asks. The secret is in no message.
#[derive(Clone)]
pub(super) struct Credentials {
    id: String,
    secret: String,
    token: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

impl Credentials {
    /// Those of the environment, if it has some; half of them are refused.
    pub(super) fn of(environment: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let pair = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"));
        match pair {
            (Some(id), Some(secret)) => {
                Ok(Some(Self { id, secret, token: environment("AWS_SESSION_TOKEN") }))
            }
            (None, None) => Ok(None),
            _ => Err("of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY only one is set".to_owned()),
        }
    }

    /// Adds the headers that say who asks, for what, and when (`seconds` since 1970). What
    /// is in `headers` is signed too.
    pub(super) fn sign(
        &self,
        method: &str,
        url: &Url,
        region: &str,
        seconds: u64,
        headers: &mut Vec<(&'static str, String)>,
    ) {
        let when = timestamp(seconds);
        let day = &when[..8];
        headers.push(("x-amz-content-sha256", OF_NOTHING.to_owned()));
        headers.push(("x-amz-date", when.clone()));
        headers.extend(self.token.iter().map(|token| ("x-amz-security-token", token.clone())));
        let mut signed: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.trim())).collect();
        signed.push(("host", &url.authority));
        signed.sort_unstable();
        let lines: Vec<String> =
            signed.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let lines = lines.concat();
        let names: Vec<&str> = signed.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let path = if url.path.is_empty() { "/" } else { &url.path };
        let query = url.query.as_deref().unwrap_or_default();
        let request = format!("{method}\n{path}\n{query}\n{lines}\n{names}\n{OF_NOTHING}");
        let scope = format!("{day}/{region}/s3/aws4_request");
        let hash = hex(digest(&SHA256, request.as_bytes()).as_ref());
        let text = format!("AWS4-HMAC-SHA256\n{when}\n{scope}\n{hash}");
        let secret = format!("AWS4{}", self.secret);
        let parts = [day, region, "s3", "aws4_request", &text];
        let signature = parts.iter().fold(secret.into_bytes(), |key, part| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
            hmac::sign(&key, part.as_bytes()).as_ref().to_vec()
        });
        let (id, signature) = (&self.id, hex(&signature));
        headers.push((
            "authorization",
            format!(
                "AWS4-HMAC-SHA256 Credential={id}/{scope},SignedHeaders={names},Signature={signature}"
            ),
        ));
    }
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// `20130524T000000Z`.
fn timestamp(seconds: u64) -> String {
    let (days, second) = (seconds / 86400, seconds % 86400);
    // Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation, of 2013-05-24.
    fn signature(url: &str, mut headers: Vec<(&'static str, String)>) -> String {
        let credentials = Credentials {
            id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
            token: None,
        };
        let url = Url::parse(url).unwrap();
        credentials.sign("GET", &url, "us-east-1", 1_369_353_600, &mut headers);
        let (_, text) = headers.pop().unwrap();
        text.split_once("Signature=").unwrap().1.to_owned()
    }

    #[test]
    fn signatures_are_those_of_the_documentation() {
        let host = "https://examplebucket.s3.amazonaws.com";
        assert_eq!(
            signature(&format!("{host}/test.txt"), vec![("range", "bytes=0-9".to_owned())]),
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        );
        assert_eq!(
            signature(&format!("{host}/?max-keys=2&prefix=J"), Vec::new()),
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        );
    }

    #[test]
    fn times_are_those_of_the_calendar() {
        assert_eq!(timestamp(0), "19700101T000000Z");
        assert_eq!(timestamp(951_782_400), "20000229T000000Z");
        assert_eq!(timestamp(1_735_689_599), "20241231T235959Z");
    }
}
