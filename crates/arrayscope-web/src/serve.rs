//! Answering connections until told to stop.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::routes::app;
use crate::state::AppState;

/// How long answers under way may take after the signal to stop.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a connection may take to tell its request: whoever opens connections and says
/// nothing gives them back.
const HEADER_PATIENCE: Duration = Duration::from_secs(10);

/// Connections at once, well below the 256 open files that some systems allow a process. The
/// others wait in the listener's queue.
const MOST_CONNECTIONS: usize = 160;

/// How long to wait when the system gives no connection, as when too many files are open.
const BREATHER: Duration = Duration::from_millis(200);

/// Serves the page on `listener` until `shutdown` is over.
///
/// The listener must be the one whose address [`AppState`] was made with. Connections that
/// arrive before this is called wait in the listener's queue, so the URL can be printed
/// first. Answers under way get two seconds to end. Uploaded files are removed when this
/// returns or is dropped, whoever still holds a clone of `state`.
///
/// # Errors
///
/// None at present: a connection that fails concerns nobody else.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let _removed_at_the_end = Uploads(state.clone());
    let router = app(state);
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let (stopping, stopped) = watch::channel(());
    tokio::select! {
        () = accept(&listener, &router, &room, &stopped) => {}
        () = shutdown => {}
    }
    // Nobody new is let in, and every connection is told.
    drop((listener, stopping, stopped));
    let everybody = u32::try_from(MOST_CONNECTIONS).unwrap_or(u32::MAX);
    // Who is not ready by then is left behind.
    let _ = tokio::time::timeout(PATIENCE, room.acquire_many(everybody)).await;
    Ok(())
}

/// Lets connections in, for ever.
async fn accept(
    listener: &TcpListener,
    router: &Router,
    room: &Arc<Semaphore>,
    stopped: &watch::Receiver<()>,
) {
    // The semaphore is never closed.
    while let Ok(place) = Arc::clone(room).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(answer(stream, router.clone(), place, stopped.clone()));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(_) => tokio::time::sleep(BREATHER).await,
        }
    }
}

/// Answers the requests of one connection, until it ends or the server stops.
async fn answer(
    stream: TcpStream,
    router: Router,
    _place: OwnedSemaphorePermit,
    mut stopped: watch::Receiver<()>,
) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_PATIENCE)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    tokio::pin!(connection);
    tokio::select! {
        // What a connection fails with concerns nobody but its client, who knows.
        _ = connection.as_mut() => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Whether a client went away before it was let in.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Removes the uploads when the server ends, in whichever way.
struct Uploads(AppState);

impl Drop for Uploads {
    fn drop(&mut self) {
        self.0.remove_uploads();
    }
}
