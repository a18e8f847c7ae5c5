//! The one benchmark that may run, and what it has found so far.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arrayscope_bench::{Length, Step, measure};
use serde_json::{Value, json};

use super::AppState;
use crate::error::{ApiError, ErrorKind};
use crate::json::Json;

/// The state of the benchmark, as `GET /api/benchmark` tells it.
pub(super) struct Benchmark(Mutex<Value>);

impl Benchmark {
    pub(super) fn new() -> Self {
        Self(Mutex::new(json!({ "state": "idle" })))
    }

    fn lock(&self) -> MutexGuard<'_, Value> {
        // A value is put there whole, so a panic elsewhere leaves none half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AppState {
    /// Where the benchmark is.
    pub(crate) fn benchmark(&self) -> Value {
        self.0.benchmark.lock().clone()
    }

    /// Starts the benchmark unless it runs already, and tells where it is.
    pub(crate) fn start_benchmark(&self, length: Length) -> Value {
        {
            let mut now = self.0.benchmark.lock();
            if now["state"] != "running" {
                *now = json!({ "state": "running", "done": 0, "total": 0, "measurements": [] });
                let state = self.clone();
                tokio::spawn(async move {
                    let end = state.clone().compute(move |state| state.run(length)).await;
                    *state.0.benchmark.lock() = end.unwrap_or_else(
                        |error| json!({ "state": "failed", "message": error.to_string() }),
                    );
                });
            }
        }
        self.benchmark()
    }

    fn run(&self, length: Length) -> Result<Value, ApiError> {
        let report = measure(length, |step| self.tell(step))
            .map_err(|error| ApiError::new(ErrorKind::Internal, format!("{error:#}")))?;
        Ok(json!({ "state": "done", "report": Json::of(&report)?.into_value() }))
    }

    fn tell(&self, step: Step<'_>) {
        let ended = step.ended.and_then(|ended| Some(Json::of(ended).ok()?.into_value()));
        let mut now = self.0.benchmark.lock();
        now["done"] = step.done.into();
        now["total"] = step.total.into();
        now["on"] = step.begins.into();
        if let (Some(measurements), Some(ended)) = (now["measurements"].as_array_mut(), ended) {
            measurements.push(ended);
        }
    }
}
