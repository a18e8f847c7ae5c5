//! One walk over a real socket, on a port that the system chose.

use std::time::Duration;

use arrayscope_web::{Access, AppState, Config, Token, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Sends one request and reads until the server closes the connection.
async fn exchange(address: std::net::SocketAddr, request: String) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).await.unwrap();
    String::from_utf8_lossy(&reply).into_owned()
}

#[tokio::test]
async fn the_printed_url_opens_the_page_and_stopping_ends_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let access = Access::Token(Token::random().unwrap());
    let state = AppState::try_new(Config::new(address, access)).unwrap();
    let url = state.url();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, state, async {
        let _ = stopped.await;
    }));

    let target = url.strip_prefix(&format!("http://{address}")).unwrap();
    let head = |target: &str, extra: &str| {
        format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{extra}\r\n")
    };
    let reply = exchange(address, head(target, "")).await;
    assert!(reply.starts_with("HTTP/1.1 303 "), "{reply}");
    let line = reply.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap();
    let cookie = line.split_once(':').unwrap().1.split(';').next().unwrap().trim().to_owned();
    assert!(cookie.starts_with(&format!("arrayscope_{}=", address.port())));

    let reply = exchange(address, head("/api/arrays", &format!("Cookie: {cookie}\r\n"))).await;
    assert!(reply.starts_with("HTTP/1.1 200 ") && reply.contains("sample-4d"), "{reply}");

    let reply = exchange(address, head("/api/arrays", "")).await;
    assert!(reply.starts_with("HTTP/1.1 401 "), "{reply}");

    // HTTP/1.0 needs no Host header, and gets no answer without one.
    let reply = exchange(address, "GET / HTTP/1.0\r\n\r\n".to_owned()).await;
    assert!(reply.starts_with("HTTP/1.0 403 "), "{reply}");

    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(30), server).await;
    ended.expect("the server stops when told").unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_connection_left_open_does_not_keep_the_server_alive() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let state = AppState::try_new(Config::new(address, Access::Open)).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, state, async {
        let _ = stopped.await;
    }));
    // A request whose end never comes.
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost:").await.unwrap();
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(30), server).await;
    ended.expect("the server stops when told").unwrap().unwrap();
}

#[tokio::test]
async fn uploads_are_removed_at_the_end_whoever_holds_the_state() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let state = AppState::try_new(Config::new(address, Access::Open)).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, state.clone(), async {
        let _ = stopped.await;
    }));
    let upload = |name: &str| {
        format!(
            "POST /api/uploads?name={name} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
             Content-Length: 8\r\n\r\n1,2\n3,4\n"
        )
    };
    let reply = exchange(address, upload("a.csv")).await;
    assert!(reply.starts_with("HTTP/1.1 201 "), "{reply}");
    let id = reply.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();

    // The state lives on, the file does not.
    let request = axum::http::Request::get(format!("/api/arrays/{id}/summary"))
        .header("host", address.to_string())
        .body(axum::body::Body::empty())
        .unwrap();
    let router = arrayscope_web::app(state);
    let reply = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(reply.status().as_u16(), 422);
}
