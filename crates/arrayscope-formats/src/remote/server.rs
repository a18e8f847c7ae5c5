//! A folder or a file that a server has, and the questions about it.

use std::io;

use super::answer::{Answer, Span, length, take};
use super::client::{Client, Question};
use super::s3::Bucket;
use super::url::Url;

/// Where on which server something is.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    client: Client,
    origin: Origin,
}

#[derive(Clone, Debug)]
enum Origin {
    Http(Url),
    S3(Bucket),
}

impl Server {
    /// The place at an address, with credentials from the environment where it is one of S3.
    ///
    /// Nothing is asked yet.
    pub(crate) fn new(address: &str) -> io::Result<Self> {
        let refuse = |reason| io::Error::new(io::ErrorKind::InvalidInput, reason);
        let scheme = address.split("://").next().unwrap_or_default();
        let origin = if scheme.eq_ignore_ascii_case("s3") {
            let environment = |name: &str| std::env::var(name).ok();
            Origin::S3(Bucket::parse(address, environment).map_err(refuse)?)
        } else {
            Origin::Http(Url::parse(address).map_err(refuse)?)
        };
        Ok(Self { client: Client::shared(), origin })
    }

    /// The same place, asked by another client.
    #[cfg(test)]
    pub(super) fn with(self, client: Client) -> Self {
        Self { client, ..self }
    }

    /// A place in a bucket of another server than Amazon's.
    #[cfg(test)]
    pub(super) fn of_bucket(address: &str, endpoint: &str, client: Client) -> Self {
        let environment = |name: &str| (name == "AWS_ENDPOINT_URL").then(|| endpoint.to_owned());
        let bucket = Bucket::parse(address, environment).expect("a bucket");
        Self { client, origin: Origin::S3(bucket) }
    }

    /// Bytes of what lies below at `key`, or of the place itself where that is empty; `None`
    /// where the server has nothing.
    ///
    /// # Errors
    /// When there is no answer, or one that does not fit the question.
    pub(crate) fn get(&self, key: &str, span: Span) -> io::Result<Option<Answer>> {
        self.get_version(key, span, None)
    }

    /// The same of the version that was seen before: another one is an error.
    pub(super) fn get_version(
        &self,
        key: &str,
        span: Span,
        version: Option<&str>,
    ) -> io::Result<Option<Answer>> {
        check_key(key)?;
        let mut headers: Vec<_> = span.header().into_iter().collect();
        headers.extend(version.map(|version| ("if-match", version.to_owned())));
        let question = || self.question(key, headers.clone(), false);
        self.client.ask(question, |answer| take(span, answer))
    }

    /// How many bytes lie at a key; `None` where the server has nothing.
    pub(crate) fn nbytes(&self, key: &str) -> io::Result<Option<u64>> {
        check_key(key)?;
        self.client.ask(|| self.question(key, Vec::new(), true), length)
    }

    /// The names of the folders in a folder, sorted, `most` at most; `None` where the server
    /// gives no lists: HTTP knows none, and a bucket may keep its own for itself.
    pub(crate) fn folders(&self, key: &str, most: usize) -> io::Result<Option<Vec<String>>> {
        check_key(key)?;
        match &self.origin {
            Origin::Http(_) => Ok(None),
            Origin::S3(bucket) => bucket.folders(&self.client, key, most),
        }
    }

    fn question(&self, key: &str, headers: Vec<(&'static str, String)>, is_head: bool) -> Question {
        match &self.origin {
            Origin::Http(url) => Question { url: url.join(key), headers, is_head, may_move: true },
            Origin::S3(bucket) => bucket.question(key, headers, is_head),
        }
    }
}

/// Refuses keys that lead up: they come out of documents that a server sent.
fn check_key(key: &str) -> io::Result<()> {
    if key.split('/').any(|name| matches!(name, "." | "..")) {
        let said = "a name that leads out of its folder is not followed";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, said));
    }
    Ok(())
}
