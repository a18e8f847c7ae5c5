//! Reading and computing, away from the threads that serve connections.

use crate::error::{ApiError, ErrorKind};

/// Runs `work` where it may block.
///
/// A panic in it is a defect of ours, not of the request, and ends as an envelope too.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        let what = if error.is_panic() { "met a defect" } else { "was stopped" };
        let message = format!("the computation {what}, the details are on the terminal");
        Err(ApiError::new(ErrorKind::Internal, message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let result: Result<(), _> = blocking(|| panic!("a defect")).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Internal);
    }
}
