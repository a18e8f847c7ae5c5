//! Buckets of S3, and of those who speak as it does.
//!
//! Source: Amazon S3 API reference of 2006-03-01, `GetObject` and `ListObjectsV2`.

mod listing;
mod sign;

use std::io;

use self::listing::Page;
use self::sign::Credentials;
use super::answer::{Span, take};
use super::client::{Client, Question};
use super::url::{Url, encoded};

/// Bytes of one page of a list: a thousand names of a kilobyte each, with markup.
const LONGEST_PAGE: u64 = 8 << 20;

/// Pages of one list.
const MOST_PAGES: usize = 1024;

/// A place in a bucket.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    /// The address of the bucket itself.
    url: Url,
    /// What keys below the place start with, without a slash at its end.
    prefix: String,
    region: String,
    /// Requests are not signed where there are none.
    credentials: Option<Credentials>,
}

impl Bucket {
    /// Reads `s3://bucket/prefix` with what the environment says; the error says what is
    /// wrong.
    ///
    /// `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` name another server than Amazon's, whose
    /// buckets are folders of it; `AWS_REGION` or `AWS_DEFAULT_REGION` the region.
    pub(super) fn parse(
        address: &str,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, String> {
        let environment = |name: &str| environment(name).filter(|value| !value.is_empty());
        let first = |[one, other]: [&str; 2]| environment(one).or_else(|| environment(other));
        let rest = address.get("s3://".len()..).unwrap_or_default();
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
        if bucket.len() < 3 || !bucket.bytes().all(is_name) || bucket.contains("..") {
            return Err("it has no name of a bucket, as in s3://bucket/run.zarr".to_owned());
        }
        let region = first(["AWS_REGION", "AWS_DEFAULT_REGION"]);
        let region = region.unwrap_or_else(|| "us-east-1".to_owned());
        if !region.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err("AWS_REGION is not the name of a region, as in us-east-1".to_owned());
        }
        let endpoint = first(["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]);
        let url = match endpoint {
            Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
            // Certificates do not cover names with dots in them.
            None if bucket.contains('.') => format!("https://s3.{region}.amazonaws.com/{bucket}"),
            None => format!("https://{bucket}.s3.{region}.amazonaws.com"),
        };
        let url = Url::parse(&url).map_err(|reason| format!("AWS_ENDPOINT_URL: {reason}"))?;
        let credentials = Credentials::of(environment)?;
        let prefix = prefix.trim_end_matches('/').to_owned();
        Ok(Self { url, prefix, region, credentials })
    }

    /// What asks for the object at a key below the place.
    pub(super) fn question(
        &self,
        key: &str,
        headers: Vec<(&'static str, String)>,
        is_head: bool,
    ) -> Question {
        self.signed(self.url.join(&self.key(key)), headers, is_head)
    }

    /// The folders below the folder at a key; `None` where the bucket gives no lists.
    pub(super) fn folders(
        &self,
        client: &Client,
        key: &str,
        most: usize,
    ) -> io::Result<Option<Vec<String>>> {
        let folder = match self.key(key) {
            empty if empty.is_empty() => empty,
            folder => format!("{folder}/"),
        };
        let mut names = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let span = Span::All { most: LONGEST_PAGE };
            let ask = || self.signed(self.list(&folder, token.as_deref()), Vec::new(), false);
            let page = match client.ask(ask, |answer| take(span, answer)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
                page => page?.ok_or(io::ErrorKind::NotFound)?,
            };
            let page = Page::parse(&page.bytes, &folder)?;
            names.extend(page.folders);
            if names.len() > most {
                return Err(listing::refuse(&format!("more than {most} folders in one")));
            }
            token = page.next;
            if token.is_none() {
                names.sort_unstable();
                names.dedup();
                return Ok(Some(names));
            }
        }
        Err(listing::refuse(&format!("more than {MOST_PAGES} pages")))
    }

    /// The key in the bucket of what is at a key below the place.
    fn key(&self, key: &str) -> String {
        match (self.prefix.as_str(), key) {
            ("", key) => key.to_owned(),
            (prefix, "") => prefix.to_owned(),
            (prefix, key) => format!("{prefix}/{key}"),
        }
    }

    /// The address of a page of the list of a folder.
    fn list(&self, folder: &str, token: Option<&str>) -> Url {
        // In the order of their names, as signing wants them.
        let token = token.map(|token| format!("continuation-token={}&", encoded(token, b"")));
        let token = token.unwrap_or_default();
        let query = format!("{token}delimiter=%2F&list-type=2&prefix={}", encoded(folder, b""));
        let path = format!("{}/", self.url.path.trim_end_matches('/'));
        Url { path, query: Some(query), ..self.url.clone() }
    }

    fn signed(
        &self,
        url: Url,
        mut headers: Vec<(&'static str, String)>,
        is_head: bool,
    ) -> Question {
        if let Some(credentials) = &self.credentials {
            let method = if is_head { "HEAD" } else { "GET" };
            credentials.sign(method, &url, &self.region, sign::now(), &mut headers);
        }
        Question { url, headers, is_head, may_move: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(address: &str, environment: &[(&str, &str)]) -> Result<Bucket, String> {
        Bucket::parse(address, |name| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    fn url(address: &str, key: &str, environment: &[(&str, &str)]) -> String {
        bucket(address, environment).unwrap().question(key, Vec::new(), false).url.to_string()
    }

    #[test]
    fn a_bucket_is_a_host_of_amazons_or_a_folder_of_another_server() {
        let amazons = url("s3://data/run.zarr/", "x/c/0", &[]);
        assert_eq!(amazons, "https://data.s3.us-east-1.amazonaws.com/run.zarr/x/c/0");
        let dotted = url("s3://my.data", "k", &[("AWS_DEFAULT_REGION", "eu-west-1")]);
        assert_eq!(dotted, "https://s3.eu-west-1.amazonaws.com/my.data/k");
        let other = [("AWS_ENDPOINT_URL", "http://localhost:9000/")];
        assert_eq!(url("s3://data/a b", "", &other), "http://localhost:9000/data/a%20b");
        let list = bucket("s3://data/a", &other).unwrap().list("a/", Some("t=")).to_string();
        assert!(list.starts_with("http://localhost:9000/data/?continuation-token=t%3D&delimiter"));
    }

    #[test]
    fn names_that_would_lead_to_another_host_are_refused() {
        for address in ["s3://", "s3://a", "s3://ab@c/x", "s3://evil.com:80/x", "s3://a..b/x"] {
            assert!(bucket(address, &[]).is_err(), "{address}");
        }
        assert!(bucket("s3://data/x", &[("AWS_REGION", "x.evil.com/")]).is_err());
        assert!(bucket("s3://data/x", &[("AWS_ENDPOINT_URL", "file:///x")]).is_err());
        let half = bucket("s3://data/x", &[("AWS_ACCESS_KEY_ID", "id")]).unwrap_err();
        assert!(half.contains("AWS_SECRET_ACCESS_KEY"), "{half}");
    }

    #[test]
    fn requests_are_signed_only_where_there_are_credentials() {
        let keys = [("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "hush")];
        let signed = bucket("s3://data/x", &keys).unwrap();
        assert!(!format!("{signed:?}").contains("hush"));
        let headers = signed.question("k", Vec::new(), false).headers;
        assert!(headers.iter().any(|(name, _)| *name == "authorization"));
        let unsigned = bucket("s3://data/x", &[]).unwrap().question("k", Vec::new(), false);
        assert!(unsigned.headers.is_empty());
    }
}
