//! What a session cannot show: pipes, signals, hostile names, and reports that hold times.

use arrayscope_core::Array;
use arrayscope_formats::write;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Output, Stdio};

fn arrayscope() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arrayscope"));
    command.stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.npy");
    // Far more than a pipe holds.
    write::npy(&path, &Array::from_slice(&vec![0.5f64; 200_000], &[100_000, 2]).unwrap()).unwrap();
    for format in ["csv", "json"] {
        let mut child = arrayscope()
            .arg("stats")
            .arg(&path)
            .args(["--axis", "1", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!((status.code(), text(&stderr)), (Some(0), String::new()), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn control_characters_in_names_do_not_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let array = Array::from_slice(&[1.0f32], &[1]).unwrap();
    let name = "evil\u{1b}[2J\u{202e}.npy";
    write::npy(&folder.path().join(name), &array).unwrap();
    write::npz(&folder.path().join("evil.npz"), &[("x\u{1b}[2J", &array), ("y", &array)]).unwrap();
    for arguments in [
        &["inspect", name][..],
        &["slice", name],
        &["stats", name],
        &["reshape", name, "--to", "7"],
        &["inspect", "evil.npz"],
        &["stats", "evil.npz"],
        &["inspect", "gone\u{1b}[2J.npy"],
        &["inspect", name, "--expect-shape", "\u{1b}[2J"],
        &["slice", name, "-o", "out\u{1b}[2J.csv"],
        &["slice", name, "-o", "out\u{1b}[2J.xyz"],
        &["--\u{1b}[2J"],
    ] {
        let output = arrayscope().args(arguments).current_dir(folder.path()).output().unwrap();
        let both = [output.stdout, output.stderr].concat();
        assert!(!both.is_empty(), "{arguments:?}");
        assert!(!text(&both).contains(['\u{1b}', '\u{202e}']), "{arguments:?}\n{}", text(&both));
    }
}

#[test]
fn the_quick_benchmark_measures_checks_and_judges() {
    let output = arrayscope().args(["bench", "--quick", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let subjects = report["subjects"].as_array().unwrap();
    assert_eq!(subjects.len(), 6);
    assert!(subjects.iter().all(|subject| subject["signals"].as_array().unwrap().len() == 6));
    let measurements = report["measurements"].as_array().unwrap();
    for group in ["floor", "slice", "statistics", "columns", "axes", "reshape", "product"] {
        assert!(measurements.iter().any(|case| case["group"] == group), "{group}");
    }
    for what in ["all-statistics-over-axis-3", "mean-over-axis-3", "all-statistics-over-every-axis"]
    {
        let id = format!("statistics/4-D/{what}");
        assert!(measurements.iter().any(|case| case["id"] == id.as_str()), "{id}");
    }
    assert!(measurements.iter().all(|case| case["median_seconds"].as_f64().unwrap() > 0.0));
    assert!(report["threads"].as_u64().unwrap() > 0);
    assert!(["baseline", "avx2", "avx512"].contains(&report["instructions"].as_str().unwrap()));
    assert_eq!(report["findings"].as_array().unwrap().len(), 7);
}

#[cfg(unix)]
#[test]
fn the_server_prints_its_url_first_answers_and_ends_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let temporary = folder.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let array = folder.path().join("a.npy");
    write::npy(&array, &Array::from_slice(&[1.0f32, 2.0], &[2]).unwrap()).unwrap();
    let mut child = arrayscope()
        .arg("serve")
        .arg(&array)
        .args(["missing.npy", "--port", "0"])
        .env("TMPDIR", &temporary)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let (host, query) = url.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
    assert!(query.starts_with("?token="), "{url}");

    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{query} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");

    let port = host.rsplit(':').next().unwrap();
    let second = arrayscope().args(["serve", "--port", port]).output().unwrap();
    assert_eq!((second.status.code(), text(&second.stdout)), (Some(2), String::new()));
    let told = format!(
        "arrayscope: port {port} of 127.0.0.1 is taken, perhaps by another arrayscope: --port 0 finds a free one\n"
    );
    assert_eq!(text(&second.stderr), told);

    assert!(std::fs::read_dir(&temporary).unwrap().next().is_some());
    let stop = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(stop.success());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(0), "{}", text(&stderr));
    assert!(
        text(&stderr).contains("missing.npy\nnote: the others are served\n"),
        "{}",
        text(&stderr)
    );
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn the_benchmark_for_spreadsheets_has_a_row_per_measurement() {
    let output = arrayscope().args(["bench", "--quick", "--format", "csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let table = text(&output.stdout);
    let mut lines = table.lines();
    assert!(lines.next().unwrap().starts_with("id,array,what,shape,median_seconds,"));
    assert!(lines.clone().count() > 10);
    assert!(lines.all(|line| line.starts_with('"')), "{table}");
}

#[test]
fn what_is_refused_leaves_the_input_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.npy");
    write::npy(&path, &Array::from_slice(&[0.5f64, 1.5], &[2]).unwrap()).unwrap();
    let before = std::fs::read(&path).unwrap();
    let output = arrayscope()
        .args(["slice", "m.npy", "-o", "./m.npy", "--color", "never"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_report_has_the_numbers_of_inspect_and_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let name = "<img src=x onerror='a()'>.npy";
    let values: Vec<f32> = (0u8..24).map(|k| f32::from(k) / 7.0).collect();
    write::npy(&folder.path().join(name), &Array::from_slice(&values, &[2, 3, 4]).unwrap())
        .unwrap();
    let run = |words: &[&str]| {
        arrayscope().current_dir(folder.path()).args(words).output().expect("the command starts")
    };
    let told = run(&["inspect", name, "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(run(&["report", name, "-o", "a.html"]).status.code(), Some(0));
    let html = std::fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert!(html.contains("&lt;img src=x onerror=&#39;a()&#39;&gt;.npy") && !html.contains("<img"));
    let fact = |name: &str, text: &str| {
        let pair = format!("<dt>{name}</dt>\n<dd>{text}</dd>");
        assert!(html.contains(&pair), "{pair}");
    };
    let summary = &told["summary"];
    fact("count", &summary["count"].to_string());
    fact("min", "0");
    for name in ["max", "mean", "std"] {
        // Seven digits, as in a terminal.
        let value = summary[name].as_f64().unwrap();
        let text = if value < 1.0 { format!("{value:.7}") } else { format!("{value:.6}") };
        fact(name, text.trim_end_matches('0'));
    }
    for signal in told["signals"].as_array().unwrap() {
        let (name, verdict) = (signal["signal"].as_str().unwrap(), &signal["verdict"]);
        let rule = signal["rule"].as_str().unwrap().replace('\'', "&#39;");
        assert!(html.contains(&format!("<h3>{name} ")), "{name}");
        assert!(html.contains(&format!("</span> {}</span>", verdict.as_str().unwrap())));
        assert!(html.contains(&format!("rule: {rule}</p>")), "{rule}");
    }
    // Refused, and what was there stays.
    std::fs::write(folder.path().join("b.html"), "old").unwrap();
    assert_eq!(run(&["report", name, "--at", "0=9", "-o", "b.html"]).status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.path().join("b.html")).unwrap(), "old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_reading_of_a_large_file_with_status_130() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.npy");
    write::npy(&path, &Array::from_slice(&[0u8; 64], &[64]).unwrap()).unwrap();
    // A hole of 64 GB: the header has the same length with more digits in it.
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(4).position(|four| four == b"(64,").unwrap();
    bytes[at..at + 17].copy_from_slice(b"(64000000000,), }");
    std::fs::write(&path, &bytes).unwrap();
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(64_000_000_128).unwrap();
    let output = folder.path().join("out.npz");
    let mut child = arrayscope()
        .args(["stats", "--axis", "0", "-o"])
        .args([&output, &path])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    assert!(line.contains("read in parts"), "{line}");
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert_eq!(rest, "arrayscope: interrupted\n");
    assert!(!output.exists());
}
