//! The page's own files, unknown routes and wrong methods.

use std::io::Read;

use axum::body::Body;
use axum::http::{StatusCode, header};
use flate2::read::GzDecoder;

use crate::support::Server;

#[tokio::test]
async fn the_page_is_html_whatever_its_query_says() {
    let server = Server::new();
    for target in ["/", "/?array=nothing&at=x"] {
        let reply = server.get(target).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert!(String::from_utf8_lossy(&reply.body).contains("<html"));
    }
}

#[tokio::test]
async fn plotly_is_sent_compressed_and_only_once() {
    let server = Server::new();
    let request = |tag: &str| {
        server
            .request("GET", "/assets/plotly.min.js")
            .header(header::ACCEPT_ENCODING, "gzip, br")
            .header(header::IF_NONE_MATCH, tag)
            .body(Body::empty())
            .unwrap()
    };
    let reply = server.send(request("\"old\"")).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-encoding"), "gzip");
    assert_eq!(reply.header("content-type"), "text/javascript; charset=utf-8");
    let mut text = String::new();
    GzDecoder::new(reply.body.as_slice()).read_to_string(&mut text).unwrap();
    assert!(text.contains("plotly.js v3"));

    let again = server.send(request(reply.header("etag"))).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn a_client_without_gzip_gets_the_text() {
    let server = Server::new();
    let reply = server.get("/assets/plotly.min.js").await;
    assert_eq!(reply.header("content-encoding"), "");
    assert!(reply.body.starts_with(b"/**"));
}

#[tokio::test]
async fn no_path_leads_out_of_the_assets() {
    let server = Server::new();
    for path in [
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "....//....//etc/passwd",
        "plotly.min.js/",
        "plotly.min.js%00",
        "..\\Cargo.toml",
        "C:\\Windows\\win.ini",
    ] {
        let reply = server.get(&format!("/assets/{path}")).await;
        reply.refusal(404, "not found");
    }
}

#[tokio::test]
async fn no_id_leads_to_a_file() {
    let server = Server::new();
    for id in [
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "etc%2fpasswd",
        "%00",
        "sample-4d%00",
        "%3Cscript%3E",
        "Cargo.toml",
    ] {
        server.get(&format!("/api/arrays/{id}")).await.refusal(404, "not found");
        server.get(&format!("/api/arrays/{id}/slice")).await.refusal(404, "not found");
    }
    // What is not even UTF-8 has no array either.
    server.get("/api/arrays/%ff").await.refusal(400, "parameter");
}

#[tokio::test]
async fn unknown_routes_are_not_found() {
    let server = Server::new();
    for path in ["/nowhere", "/api", "/api/", "/api/arrays/", "/assets", "/index.html", "//"] {
        server.get(path).await.refusal(404, "not found");
    }
    server.get("/api/arrays/sample-2d/nothing").await.refusal(404, "not found");
}

#[tokio::test]
async fn wrong_methods_are_refused() {
    let server = Server::new();
    for (method, path) in [
        ("POST", "/"),
        ("PUT", "/api/arrays"),
        ("DELETE", "/api/arrays/sample-2d"),
        ("GET", "/api/uploads?name=x"),
        ("OPTIONS", "/api/uploads"),
        ("PATCH", "/api/arrays/sample-2d/slice"),
        ("POST", "/api/arrays/sample-2d/slice"),
        ("POST", "/assets/plotly.min.js"),
    ] {
        let request = server.request(method, path).body(Body::empty()).unwrap();
        let reply = server.send(request).await;
        reply.refusal(405, "method");
        assert_ne!(reply.header("allow"), "");
    }
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    let server = Server::new();
    for path in ["/", "/assets/plotly.min.js", "/api/arrays", "/api/arrays/sample-2d/slice"] {
        let head = server.request("HEAD", path).body(Body::empty()).unwrap();
        let (head, get) = (server.send(head).await, server.get(path).await);
        assert_eq!(head.status, StatusCode::OK, "{path}");
        assert!(head.body.is_empty());
        assert_eq!(head.header("content-type"), get.header("content-type"));
    }
}

#[tokio::test]
async fn a_preflight_of_another_site_gets_no_permission() {
    let server = Server::new();
    let request = server
        .request("OPTIONS", "/api/uploads")
        .header(header::ORIGIN, "http://evil.example")
        .header("access-control-request-method", "POST")
        .body(Body::empty())
        .unwrap();
    server.send(request).await.refusal(403, "origin");
}
