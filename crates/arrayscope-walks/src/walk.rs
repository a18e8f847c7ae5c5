//! A server, a browser that looks at it, and what a person does there.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::{Browser, Scripts};
use crate::page::{Figure, PLACE_OF_CELL, Paint, READ_FIGURE, RECORDER, WAIT_FOR_PAINT};
use crate::server::Server;
use crate::session::Session;

/// One visit to the page. The browser is dropped before the server.
#[derive(Debug)]
pub struct Walk {
    browser: Browser,
    server: Server,
}

impl Walk {
    /// Serves the samples and the named files, and opens the page: it has painted once when this returns.
    pub fn start(files: &[&Path]) -> Result<Self> {
        Self::start_with(files, Scripts::Compiled)
    }

    /// The same in a browser that runs scripts as told.
    pub fn start_with(files: &[&Path], scripts: Scripts) -> Result<Self> {
        let server = Server::start(files)?;
        let browser = Browser::start(1400, 1000, scripts)?;
        browser
            .session()
            .devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": RECORDER}))?;
        browser.session().go(server.url())?;
        let walk = Self { browser, server };
        walk.painted(0, &json!({}))?;
        Ok(walk)
    }

    /// The window.
    pub fn session(&self) -> &Session {
        self.browser.session()
    }

    /// The number of the server's process.
    pub fn server_id(&self) -> u32 {
        self.server.id()
    }

    /// The number of a process whose descendants are those of the browser.
    pub fn browser_id(&self) -> u32 {
        self.browser.driver_id()
    }

    /// Ends the server while the page stays open.
    pub fn end_server(&mut self) {
        self.server.end();
    }

    /// Starts the server again on its port, and gives the URL that it printed.
    pub fn restart_server(&mut self, files: &[&Path]) -> Result<&str> {
        self.server.restart(files)?;
        Ok(self.server.url())
    }

    /// Opens the page anew with a query, and waits for a paint.
    pub fn open(&self, query: &str) -> Result<Paint> {
        let (page, _token) = self.server.url().split_once('?').context("the URL has no token")?;
        self.session().go(&format!("{page}?{query}"))?;
        self.painted(0, &json!({}))
    }

    /// Does something and waits for the paint that shows it, whose detail holds what is expected: `{"index": [0, 3]}`.
    pub fn paints_after(
        &self,
        expected: &Value,
        action: impl FnOnce(&Session) -> Result<()>,
    ) -> Result<Paint> {
        let before = self.session().run("return window.walk.paints.length", &[])?;
        action(self.session())?;
        self.painted(before.as_u64().context("paints are counted")?, expected)
    }

    fn painted(&self, since: u64, expected: &Value) -> Result<Paint> {
        let waited =
            self.session().run_until_done(WAIT_FOR_PAINT, &[json!(since), expected.clone()]);
        let detail = waited.with_context(|| {
            let state = "return [window.walk, document.querySelector('#error-panel')?.innerText]";
            let state = self.session().run(state, &[]).unwrap_or_default();
            format!("waited for a paint of {expected}; the page tells {state}")
        })?;
        serde_json::from_value(detail).context("the detail of arrayscope:painted")
    }

    /// What Plotly has drawn.
    pub fn figure(&self) -> Result<Figure> {
        serde_json::from_value(self.session().run(READ_FIGURE, &[])?)
            .context("the figure of the cross-section")
    }

    /// Moves the mouse over the middle of a cell of the heatmap.
    pub fn hover(&self, row: usize, column: usize) -> Result<()> {
        let place = self.session().run(PLACE_OF_CELL, &[json!(row), json!(column)])?;
        let (x, y): (f64, f64) = serde_json::from_value(place)?;
        self.session().point_at(x, y)
    }

    /// Drags a box from the middle of one cell of the picture to that of another, which zooms into it.
    pub fn zoom(&self, from: (usize, usize), to: (usize, usize)) -> Result<()> {
        let place = |(row, column): (usize, usize)| -> Result<(f64, f64)> {
            let place = self.session().run(PLACE_OF_CELL, &[json!(row), json!(column)])?;
            Ok(serde_json::from_value(place)?)
        };
        self.session().drag(place(from)?, place(to)?)
    }

    /// The text of an element.
    pub fn text(&self, selector: &str) -> Result<String> {
        let text = self
            .session()
            .run("return document.querySelector(arguments[0])?.textContent", &[json!(selector)])?;
        Ok(text.as_str().with_context(|| format!("no element {selector}"))?.to_owned())
    }

    /// An attribute of an element.
    pub fn attribute(&self, selector: &str, name: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1])";
        let value = self.session().run(script, &[json!(selector), json!(name)])?;
        Ok(value.as_str().with_context(|| format!("no attribute {name} of {selector}"))?.to_owned())
    }

    /// What the server answers to a question of the page.
    pub fn ask(&self, path: &str) -> Result<Value> {
        let script = "fetch(arguments[0]).then((answer) => answer.json()).then(done, (error) => done({error: String(error)}))";
        self.session().run_until_done(script, &[json!(path)])
    }

    /// The JSON twin of the cross-section on display.
    pub fn slice(&self) -> Result<Value> {
        self.ask(&self.attribute("#cross-section-json", "href")?)
    }

    /// The id of the array on display.
    pub fn array(&self) -> Result<String> {
        let id =
            self.session().run("return document.querySelector('#source-select').value", &[])?;
        Ok(id.as_str().context("the source has a value")?.to_owned())
    }

    /// Fails when a script failed, the content policy was violated, anything was loaded from elsewhere, or the
    /// server panicked.
    pub fn nothing_went_wrong(&self) -> Result<()> {
        let problems = self.session().run("return window.walk.problems", &[])?;
        ensure!(problems == json!([]), "the page had problems: {problems}");
        let script = "return performance.getEntriesByType('resource').map(({name}) => name)
            .filter((name) => !name.startsWith(location.origin) && !/^(data|blob):/.test(name))";
        let foreign = self.session().run(script, &[])?;
        ensure!(foreign == json!([]), "the page loaded from elsewhere: {foreign}");
        let complaints = self.server.complaints();
        ensure!(!complaints.contains("panicked"), "the server panicked: {complaints}");
        Ok(())
    }
}
