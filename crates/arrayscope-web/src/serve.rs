//! Answering connections until told to stop.

use std::io;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::routes::app;
use crate::state::AppState;

/// How long answers under way may take after the signal to stop.
const PATIENCE: Duration = Duration::from_secs(2);

/// Serves the page on `listener` until `shutdown` is over.
///
/// The listener must be the one whose address [`AppState`] was made with. Connections that
/// arrive before this is called wait in the listener's queue, so the URL can be printed
/// first. Uploaded files are removed when the last clone of `state` is dropped: return from
/// `main`, do not call [`std::process::exit`].
///
/// # Errors
///
/// When the listener fails for good; a connection that fails concerns nobody else.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let server = axum::serve(listener, app(state)).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens any more when the server ended by itself.
        let _ = stopping.send(());
    });
    let out_of_patience = async {
        // An error means that `shutdown` will never come; the server decides then.
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        result = server.into_future() => result,
        () = out_of_patience => Ok(()),
    }
}
