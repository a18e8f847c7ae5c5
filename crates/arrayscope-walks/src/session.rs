//! One window, driven by the commands of the W3C `WebDriver` specification.

use std::fmt::Debug;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use ureq::Agent;

/// Longer than any script may take, so that the driver's own answer comes first.
const PATIENCE: Duration = Duration::from_secs(60);
/// The name under which the specification, section 11, sends references of elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A window of a browser, closed when this value is dropped.
#[derive(Debug)]
pub struct Session {
    agent: Agent,
    url: String,
}

/// A key without a letter, as section 17.4.2 of the specification numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Moves the focus.
    Tab,
    /// Submits a form.
    Enter,
    /// Moves a slider to its start.
    Home,
    /// Moves a slider to its end.
    End,
    /// Moves a slider by one step.
    Right,
    /// Moves a slider back by one step.
    Left,
    /// Moves a slider on by a tenth.
    PageUp,
    /// Ends what goes on.
    Escape,
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::End => '\u{e010}',
            Self::Home => '\u{e011}',
            Self::Left => '\u{e012}',
            Self::Right => '\u{e014}',
            Self::PageUp => '\u{e00e}',
            Self::Escape => '\u{e00c}',
        }
    }
}

impl Session {
    pub(crate) fn start(port: u16, capabilities: &Value) -> Result<Self> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            // The driver is on this machine, whatever the environment says about proxies.
            .proxy(None);
        let agent: Agent = config.build().into();
        let url = format!("http://127.0.0.1:{port}/session");
        let answer = post(&agent, &url, &json!({"capabilities": capabilities}))
            .context("no browser was started")?;
        let id = answer["sessionId"].as_str().context("the driver gave no session")?;
        Ok(Self { url: format!("{url}/{id}"), agent })
    }

    fn command(&self, path: &str, body: &Value) -> Result<Value> {
        post(&self.agent, &format!("{}/{path}", self.url), body)
    }

    /// Goes to a URL and returns once the page and its scripts are loaded.
    pub fn go(&self, url: &str) -> Result<()> {
        self.command("url", &json!({"url": url})).map(drop)
    }

    /// Runs the body of a function and returns what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.command("execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// Runs the body of a function and returns what it hands to `done`, its last argument.
    ///
    /// # Errors
    ///
    /// Also when it has not called `done` after 30 seconds.
    pub fn run_until_done(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        self.command("execute/async", &json!({"script": script, "args": arguments}))
    }

    /// Looks once per frame, and returns the first value of an expression that JavaScript takes for true.
    pub fn until(&self, expression: &str) -> Result<Value> {
        let script = format!(
            "const look = () => {{ const found = ({expression}); found ? done(found) : requestAnimationFrame(look); }};
             look();"
        );
        self.run_until_done(&script, &[]).with_context(|| format!("waited for: {expression}"))
    }

    /// Clicks the element that a CSS selector names, as a person would.
    pub fn click(&self, selector: &str) -> Result<()> {
        let element = self.element(selector)?;
        self.command(&format!("element/{element}/click"), &json!({}))
            .with_context(|| format!("click {selector}"))
            .map(drop)
    }

    /// Types text into an element; into a file input, the path of a file.
    pub fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.element(selector)?;
        let body = json!({"text": text});
        self.command(&format!("element/{element}/value"), &body)
            .with_context(|| format!("type into {selector}"))
            .map(drop)
    }

    /// Presses a key so many times while an element has the focus.
    pub fn press(&self, selector: &str, key: Key, times: usize) -> Result<()> {
        self.type_into(selector, &key.code().to_string().repeat(times))
    }

    /// Presses a key wherever the focus is.
    pub fn press_anywhere(&self, key: Key) -> Result<()> {
        self.type_anywhere(&key.code().to_string())
    }

    /// Presses one key after the other wherever the focus is.
    pub fn type_anywhere(&self, keys: &str) -> Result<()> {
        let stroke = |key: char| {
            [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})]
        };
        let strokes: Vec<Value> = keys.chars().flat_map(stroke).collect();
        self.command(
            "actions",
            &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}),
        )
        .map(drop)
    }

    /// Moves the mouse to a point of the page, in CSS pixels from its upper left corner.
    pub fn point_at(&self, x: f64, y: f64) -> Result<()> {
        let there = json!([{"type": "pointerMove", "duration": 0, "origin": "viewport", "x": x.round(), "y": y.round()}]);
        self.command(
            "actions",
            &json!({"actions": [{"type": "pointer", "id": "mouse", "actions": there}]}),
        )
        .map(drop)
    }

    /// Presses the mouse at one point of the page, moves it to another and lets go.
    pub fn drag(&self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        let at = |(x, y): (f64, f64)| json!({"type": "pointerMove", "duration": 50, "origin": "viewport", "x": x.round(), "y": y.round()});
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let steps = json!([
            at(from), {"type": "pointerDown", "button": 0}, at(middle), at(to), {"type": "pointerUp", "button": 0}
        ]);
        self.command(
            "actions",
            &json!({"actions": [{"type": "pointer", "id": "mouse", "actions": steps}]}),
        )
        .map(drop)
    }

    /// What the window shows, as a PNG file.
    pub fn picture(&self) -> Result<Vec<u8>> {
        let answer = parse(self.agent.get(format!("{}/screenshot", self.url)).call())?;
        let text = answer.as_str().context("the driver gave no picture")?;
        BASE64_STANDARD.decode(text).context("the driver's picture is no base64")
    }

    /// Sends a command of the Chrome `DevTools` protocol, and gives its answer.
    pub fn devtools(&self, name: &str, parameters: &Value) -> Result<Value> {
        self.command("goog/cdp/execute", &json!({"cmd": name, "params": parameters}))
    }

    fn element(&self, selector: &str) -> Result<String> {
        let answer = self.command("element", &json!({"using": "css selector", "value": selector}));
        let answer = answer.with_context(|| format!("no element {selector}"))?;
        Ok(answer[ELEMENT].as_str().context("the driver gave no element")?.to_owned())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Ends the browser; when the driver is gone, so is the browser.
        let _ = self.agent.delete(&self.url).call();
    }
}

fn post(agent: &Agent, url: &str, body: &Value) -> Result<Value> {
    parse(agent.post(url).send_json(body))
}

/// The `value` of an answer, or the message of a refusal.
fn parse(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value> {
    let mut response = response.context("the driver does not answer")?;
    // A figure of some 10 MB is fine; more would be a mistake of the walk.
    let mut answer: Value =
        response.body_mut().with_config().limit(64 << 20).read_json().context("no JSON")?;
    if response.status().is_success() {
        return Ok(answer["value"].take());
    }
    let value = &answer["value"];
    bail!(
        "{}: {}",
        value["error"].as_str().unwrap_or("error"),
        value["message"].as_str().unwrap_or_default()
    )
}
