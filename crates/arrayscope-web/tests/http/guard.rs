//! Who is let in.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use arrayscope_web::{Access, AppState, Config};

use crate::support::{PORT, Server};

/// Routes of each kind: the page, an asset, the API, and none at all.
const TARGETS: [&str; 5] =
    ["/", "/assets/plotly.min.js", "/api/arrays", "/api/arrays/sample-2d/slice", "/nowhere"];

fn with_host(server: &Server, target: &str, hosts: &[&str]) -> Request<Body> {
    let mut request = Request::builder()
        .uri(target)
        .header(header::COOKIE, format!("arrayscope_{PORT}={}", server.token));
    for host in hosts {
        request = request.header(header::HOST, *host);
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_wrong_host_is_refused_on_every_route() {
    let server = Server::new();
    let hosts: [&[&str]; 8] = [
        &["evil.example"],
        &["evil.example:8501"],
        &["127.0.0.1"],
        &["localhost"],
        &["127.0.0.1:8502"],
        &["127.0.0.1:8501.evil.example"],
        &[],
        &["127.0.0.1:8501", "evil.example"],
    ];
    for target in TARGETS {
        for host in hosts {
            server.send(with_host(&server, target, host)).await.refusal(403, "host");
        }
    }
}

#[tokio::test]
async fn our_own_names_are_let_in() {
    let server = Server::new();
    for host in ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"] {
        let reply = server.send(with_host(&server, "/api/arrays", &[host])).await;
        assert_eq!(reply.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_second_host_in_the_request_target_is_refused() {
    let server = Server::new();
    let target = "http://evil.example/api/arrays";
    server.send(with_host(&server, target, &["127.0.0.1:8501"])).await.refusal(403, "host");
}

#[tokio::test]
async fn a_foreign_origin_is_refused_on_every_route() {
    let server = Server::new();
    for target in TARGETS {
        for origin in [
            "http://evil.example",
            "null",
            "https://127.0.0.1:8501",
            "http://127.0.0.1:8502",
            "http://127.0.0.1",
            "http://localhost:8501",
            "http://127.0.0.1:8501.evil.example",
        ] {
            let request = server.request("GET", target).header(header::ORIGIN, origin);
            let reply = server.send(request.body(Body::empty()).unwrap()).await;
            reply.refusal(403, "origin");
        }
    }
}

#[tokio::test]
async fn fetches_from_other_sites_are_refused_and_our_own_are_not() {
    let server = Server::new();
    for site in ["cross-site", "same-site", "something-new"] {
        for target in TARGETS {
            let request = server.request("GET", target).header("sec-fetch-site", site);
            let reply = server.send(request.body(Body::empty()).unwrap()).await;
            reply.refusal(403, "origin");
        }
    }
    for site in ["same-origin", "none"] {
        let request = server
            .request("GET", "/api/arrays")
            .header("sec-fetch-site", site)
            .header(header::ORIGIN, "http://127.0.0.1:8501");
        let reply = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn nothing_answers_without_the_token() {
    let server = Server::new();
    let wrong = "0".repeat(32);
    let cookies = [
        String::new(),
        format!("arrayscope_{PORT}="),
        format!("arrayscope_{PORT}={wrong}"),
        format!("arrayscope_8502={}", server.token),
        format!("xarrayscope_{PORT}={}", server.token),
        format!("arrayscope_{PORT}={}x", server.token),
    ];
    for target in TARGETS {
        for cookie in &cookies {
            let request = Request::builder()
                .uri(target)
                .header(header::HOST, "127.0.0.1:8501")
                .header(header::COOKIE, cookie)
                .body(Body::empty())
                .unwrap();
            server.send(request).await.refusal(401, "token");
        }
    }
}

fn plain(target: &str) -> Request<Body> {
    let request = Request::builder().uri(target).header(header::HOST, "127.0.0.1:8501");
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_browser_without_the_token_is_told_where_the_address_is() {
    let server = Server::new();
    let ask = |target: &str, host: &str| {
        Request::builder()
            .uri(target)
            .header(header::HOST, host)
            .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
            .body(Body::empty())
            .unwrap()
    };
    let ours = "127.0.0.1:8501";
    for target in ["/", "/?token=old", "/?array=sample-4d"] {
        let reply = server.send(ask(target, ours)).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        let body = String::from_utf8(reply.body).unwrap();
        assert!(body.contains("has a new address"), "{body}");
        assert!(!body.contains(&server.token));
    }
    let reply = server.send(ask("/", "<script>:8501")).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(!String::from_utf8(reply.body).unwrap().contains("<script"));
    server.send(ask("/api/arrays", ours)).await.refusal(401, "token");
}

#[tokio::test]
async fn the_token_in_the_url_becomes_a_cookie_and_leaves_the_url() {
    let server = Server::new();
    let target = format!("/?array=sample-4d&token={}&at=0,1", server.token);
    let reply = server.send(plain(&target)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/?array=sample-4d&at=0,1");
    let cookie = reply.header("set-cookie");
    let expected = format!("arrayscope_{PORT}={}; HttpOnly; SameSite=Strict; Path=/", server.token);
    assert_eq!(cookie, expected);

    let reply = server.send(plain(&format!("/?token={}", server.token))).await;
    assert_eq!(reply.header("location"), "/");
}

#[tokio::test]
async fn a_wrong_token_in_the_url_sets_no_cookie() {
    let server = Server::new();
    for target in ["/?token=", "/?token=abc", "/?token=abc&token=def", "/?Token=x"] {
        let reply = server.send(plain(target)).await;
        reply.refusal(401, "token");
        assert_eq!(reply.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn the_token_opens_no_other_route_than_the_page() {
    let server = Server::new();
    let target = format!("/api/arrays?token={}", server.token);
    server.send(plain(&target)).await.refusal(401, "token");
}

#[tokio::test]
async fn an_old_token_in_a_bookmark_is_dropped_for_who_is_known() {
    let server = Server::new();
    let reply = server.get("/?token=old&array=sample-2d").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/?array=sample-2d");
    assert_eq!(reply.header("set-cookie"), "");
}

#[tokio::test]
async fn the_redirect_stays_on_this_server() {
    let server = Server::new();
    for query in ["//evil.example", "%0d%0aSet-Cookie:x=y", "&&", "x=http://evil.example/"] {
        let reply = server.send(plain(&format!("/?{query}&token={}", server.token))).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER);
        assert!(reply.header("location").starts_with("/?"), "{}", reply.header("location"));
        assert_eq!(reply.headers.get_all("set-cookie").iter().count(), 1);
    }
}

#[tokio::test]
async fn without_a_token_the_other_checks_stay() {
    let server = Server::with(|config| config.access = Access::Open);
    assert_eq!(server.send(plain("/api/arrays")).await.status, StatusCode::OK);
    server.send(with_host(&server, "/", &["evil.example:8501"])).await.refusal(403, "host");
    assert_eq!(server.state.url(), "http://127.0.0.1:8501/");
}

#[test]
fn without_a_token_only_loopback_is_served() {
    let address = "0.0.0.0:8501".parse().unwrap();
    let error = AppState::try_new(Config::new(address, Access::Open)).err().unwrap();
    assert!(error.to_string().contains("--no-token"), "{error}");
}

#[test]
fn the_printed_url_carries_the_token() {
    let server = Server::new();
    let expected = format!("http://127.0.0.1:8501/?token={}", server.token);
    assert_eq!(server.state.url(), expected);
}

#[tokio::test]
async fn a_link_on_another_page_with_the_right_token_opens_the_page() {
    let server = Server::new();
    let link = |target: &str, mode: &str, dest: &str| {
        Request::builder()
            .uri(target)
            .header(header::HOST, "127.0.0.1:8501")
            .header("sec-fetch-site", "cross-site")
            .header("sec-fetch-mode", mode)
            .header("sec-fetch-dest", dest)
            .body(Body::empty())
            .unwrap()
    };
    let right = format!("/?array=sample-2d&token={}", server.token);
    let reply = server.send(link(&right, "navigate", "document")).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("refresh"), "0;url=/?array=sample-2d");
    assert!(reply.header("set-cookie").contains("SameSite=Strict"));
    for request in [
        link("/?token=wrong", "navigate", "document"),
        link("/", "navigate", "document"),
        link(&right, "navigate", "iframe"),
        link(&right, "no-cors", "image"),
        link(&format!("/api/arrays?token={}", server.token), "navigate", "document"),
    ] {
        let reply = server.send(request).await;
        assert_eq!(reply.header("set-cookie"), "");
        reply.refusal(403, "origin");
    }
}

#[tokio::test]
async fn the_host_in_the_request_target_may_be_written_in_capitals() {
    let server = Server::new();
    let target = "http://LOCALHOST:8501/api/arrays";
    let reply = server.send(with_host(&server, target, &["localhost:8501"])).await;
    assert_eq!(reply.status, StatusCode::OK);
}
