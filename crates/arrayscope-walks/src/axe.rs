//! Accessibility, judged by axe-core: the rules of WCAG that a program can decide.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::walk::Walk;

/// Where `cargo xtask test walks` puts the script, below the folder of everything that is built.
const SCRIPT: &str = "walks-venv/axe.min.js";

/// The levels A and AA of WCAG 2.0, 2.1 and 2.2.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Waits until what the page asked for has come and what changed is drawn, then gives a list of [`Violation`]s.
///
/// What is out of date is dimmed while `aria-busy` is set, with less contrast than the rules ask for: a judgement that
/// this has touched is given anew.
const JUDGE: &str = "
    let still = 0;
    const observer = new MutationObserver(() => { still = 0; });
    observer.observe(document, {subtree: true, attributeFilter: ['aria-busy']});
    const options = {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']};
    const judge = async () => {
        const {violations} = await axe.run(document, options);
        if (still === 0) {
            look();
            return;
        }
        observer.disconnect();
        done(violations.flatMap(({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
            ({rule: id, help, element: target.join(' '), found: failureSummary}))));
    };
    const look = () => {
        still = document.querySelector('[aria-busy=true]') === null ? still + 1 : 0;
        still === 4 ? judge().catch((error) => done(String(error))) : requestAnimationFrame(look);
    };
    look();
";

/// An element that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule's name in axe-core.
    pub rule: String,
    /// What the rule asks for.
    pub help: String,
    /// A CSS selector of the element.
    pub element: String,
    /// What was found, and what would mend it.
    pub found: String,
}

/// How a window shows the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The colour scheme, `light` or `dark`.
    pub scheme: &'static str,
    /// In CSS pixels.
    pub width: u32,
    /// In CSS pixels.
    pub height: u32,
}

impl Walk {
    /// Shows the open page otherwise; it is not loaded again.
    pub fn look(&self, Look { scheme, width, height }: Look) -> Result<()> {
        let session = self.session();
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        session.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        session.devtools("Emulation.setEmulatedMedia", &scheme).map(drop)
    }

    /// What of the page breaks a rule of WCAG 2.2 on level A or AA, as far as a program can tell.
    ///
    /// # Errors
    ///
    /// Also when axe-core is not there; the message says what fetches it.
    pub fn violations(&self) -> Result<Vec<Violation>> {
        if self.session().run("return window.axe === undefined", &[])? == true {
            let script = script()?;
            let source = fs::read_to_string(&script)
                .with_context(|| format!("cannot read {}", script.display()))?;
            // Around the page's policy, which would refuse a script of anybody else.
            self.session().run(&source, &[])?;
        }
        let found = self.session().run_until_done(JUDGE, &[json!(TAGS)])?;
        ensure!(found.is_array(), "axe-core failed: {found}");
        serde_json::from_value(found).context("the violations of axe-core")
    }
}

/// The script that `ARRAYSCOPE_AXE` names, else the one that was fetched.
fn script() -> Result<PathBuf> {
    let named = env::var_os("ARRAYSCOPE_AXE").map(PathBuf::from);
    let own = env::current_exe().context("cannot tell where this program is")?;
    // Tests run from `target/PROFILE/deps`.
    let fetched = || own.ancestors().map(|folder| folder.join(SCRIPT)).find(|file| file.is_file());
    named.or_else(fetched).context(
        "the accessibility walks need axe-core: cargo xtask test walks fetches it with pip, or let ARRAYSCOPE_AXE name its axe.min.js",
    )
}
