//! The table of routes and the router made from it.

use axum::Router;
use axum::extract::Request;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};

use crate::assets;
use crate::error::{ApiError, ErrorKind};
use crate::guard;
use crate::panels::{
    arrays, benchmark, compare, elements, export, geometry, histograms, levels, line, place,
    profiles, progress, region, report, reshape, rgb, signals, slice, stats, stats_files, summary,
    touched, uploads, value,
};
use crate::state::AppState;
use crate::text::shorten;

/// Method, path and handler of every route. `GET` answers `HEAD` too.
fn table() -> Vec<(&'static str, &'static str, MethodRouter<AppState>)> {
    vec![
        ("GET", "/", get(assets::index)),
        ("GET", "/assets/{*name}", get(assets::asset)),
        ("GET", "/api/arrays", get(arrays::list)),
        ("POST", "/api/uploads", post(uploads::receive)),
        ("GET", "/api/arrays/{id}", get(geometry::show)),
        ("GET", "/api/arrays/{id}/signals", get(signals::show)),
        ("GET", "/api/arrays/{id}/summary", get(summary::show)),
        ("GET", "/api/arrays/{id}/stats", get(stats::show)),
        ("GET", "/api/arrays/{id}/stats.npy", get(stats_files::npy)),
        ("GET", "/api/arrays/{id}/stats.csv", get(stats_files::csv)),
        ("GET", "/api/arrays/{id}/profiles", get(profiles::show)),
        ("GET", "/api/arrays/{id}/progress", get(progress::show)),
        ("GET", "/api/arrays/{id}/slice", get(slice::frame)),
        ("GET", "/api/arrays/{id}/slice.json", get(slice::twin)),
        ("GET", "/api/arrays/{id}/slice.npy", get(export::npy)),
        ("GET", "/api/arrays/{id}/slice.csv", get(export::csv)),
        ("GET", "/api/arrays/{id}/slice.png", get(export::png)),
        ("GET", "/api/arrays/{id}/touched", get(touched::show)),
        ("GET", "/api/arrays/{id}/rgb", get(rgb::frame)),
        ("GET", "/api/arrays/{id}/rgb.json", get(rgb::twin)),
        ("GET", "/api/arrays/{id}/rgb.png", get(rgb::png)),
        ("GET", "/api/arrays/{id}/report.html", get(report::show)),
        ("GET", "/api/arrays/{id}/compare", get(compare::show)),
        ("GET", "/api/arrays/{id}/histograms", get(histograms::show)),
        ("GET", "/api/arrays/{id}/levels", get(levels::show)),
        ("GET", "/api/arrays/{id}/line", get(line::show)),
        ("GET", "/api/arrays/{id}/region", get(region::show)),
        ("GET", "/api/arrays/{id}/value", get(value::show)),
        ("GET", "/api/arrays/{id}/place", get(place::show)),
        ("GET", "/api/arrays/{id}/elements", get(elements::show)),
        ("GET", "/api/arrays/{id}/reshape", get(reshape::of_array)),
        ("GET", "/api/reshape", get(reshape::of_length)),
        ("GET", "/api/benchmark", get(benchmark::show)),
        ("POST", "/api/benchmark", post(benchmark::start)),
    ]
}

/// Method and path of every route, as the documentation lists them.
pub fn routes() -> Vec<(&'static str, &'static str)> {
    table().into_iter().map(|(method, path, _)| (method, path)).collect()
}

/// The whole application: every route behind the guard.
pub fn app(state: AppState) -> Router {
    let router = table()
        .into_iter()
        .fold(Router::new(), |router, (_, path, handler)| router.route(path, handler));
    router
        .fallback(unknown_route)
        .method_not_allowed_fallback(wrong_method)
        // The last layer is the outermost: nothing answers, not even a 404, that the guard
        // has not let in.
        .layer(middleware::from_fn_with_state(state.clone(), guard::guard))
        .with_state(state)
}

async fn unknown_route(request: Request) -> ApiError {
    let path = shorten(request.uri().path(), 80);
    ApiError::new(ErrorKind::NotFound, format!("there is nothing at {path}"))
}

async fn wrong_method(request: Request) -> ApiError {
    let (method, path) = (shorten(request.method().as_str(), 20), request.uri().path());
    let message = format!("{method} is not allowed at {}", shorten(path, 80));
    ApiError::new(ErrorKind::Method, message)
}
