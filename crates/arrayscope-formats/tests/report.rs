//! The HTML report: well formed, alone, and without a character that a file could use.

use arrayscope_core::dtype::Complex;
use arrayscope_core::report::Inspection;
use arrayscope_core::signal::{Context, Contract};
use arrayscope_core::slicing::CrossSection;
use arrayscope_core::view::{ComplexPart, Description};
use arrayscope_core::{Array, ByteOrder, DType, Layout};
use arrayscope_formats::picture::{ColorMap, Scale};
use arrayscope_formats::report::{Report, Shown};

/// The report of an array of this name, with these names of axes and notes.
fn html(array: &Array, name: &str, axis_names: &[String], notes: &[String]) -> String {
    showing(array, name, axis_names, notes, |whole| whole)
}

/// The same, of another part of it.
fn showing(
    array: &Array,
    name: &str,
    axis_names: &[String],
    notes: &[String],
    change: impl FnOnce(Shown<'_>) -> Shown<'_>,
) -> String {
    let view = array.view();
    let (contract, context) = (Contract::default(), Context::default());
    let inspection = Inspection::of(
        (name, "npy"),
        &Description::from(&view),
        &view,
        &contract,
        &context,
        &|_| {},
    );
    let inspection = inspection.expect("the contract names no axis");
    let section = CrossSection::default_for(array.shape(), axis_names);
    let gradient = ColorMap::Viridis.gradient();
    let shown = Shown::whole(&section, array.shape(), &gradient);
    Report {
        inspection: &inspection,
        layout: array.layout(),
        array,
        title: Some(name),
        axis_names,
        unit: Some(name),
        shown: change(shown),
        notes,
    }
    .html()
    .expect("the cross-section fits")
}

/// Elements that are never closed.
const VOID: [&str; 1] = ["meta"];
/// The elements that a report is made of.
const KNOWN: [&str; 36] = [
    "html",
    "head",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "div",
    "span",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "svg",
    "path",
    "image",
    "rect",
    "defs",
    "linearGradient",
    "stop",
    "meta",
];

/// Reads the document tag by tag: every element is known, closed in order, and refers to
/// nothing outside; gives the text between the tags.
fn read(html: &str) -> String {
    let body = html.strip_prefix("<!doctype html>\n").expect("a document type first");
    let (mut open, mut text, mut rest) = (Vec::new(), String::new(), body);
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = start + rest[start..].find('>').expect("every tag ends");
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed in order");
            continue;
        }
        let name = tag.split([' ', '/']).next().expect("a name");
        assert!(!name.is_empty() && KNOWN.contains(&name), "<{tag}>");
        for attribute in tag[name.len()..].split_whitespace().filter(|part| part.contains('=')) {
            let (key, value) = attribute.split_once('=').expect("it has one");
            assert!(!key.starts_with("on") && key != "style" && key != "src", "{attribute}");
            assert!(key != "href" || value.starts_with("\"data:image/png;base64,"), "{attribute}");
        }
        if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        if name == "style" {
            // Ours, and no markup: skipped, after a look at what it loads.
            let end = rest.find("</style>").expect("it ends");
            assert!(!rest[..end].contains("url(") && !rest[..end].contains("@import"));
            rest = &rest[end..];
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    assert!(!text.contains('>'), "a bracket in the text");
    text
}

fn arrays() -> Vec<Array> {
    let values: Vec<f64> = (0..24).map(f64::from).collect();
    let mut spoiled = values.clone();
    (spoiled[3], spoiled[9], spoiled[20]) = (f64::NAN, f64::INFINITY, f64::NEG_INFINITY);
    let text = Array::try_new(
        b"<b>&\"'</b>".to_vec().into(),
        DType::Bytes { len: 5 },
        ByteOrder::NotApplicable,
        Layout::c_order(&[2], 5).expect("fits"),
    );
    vec![
        Array::from_slice(&values, &[2, 3, 2, 2]).expect("fits"),
        Array::from_slice(&spoiled, &[4, 6]).expect("fits"),
        Array::from_slice(&[f32::NAN; 4], &[4]).expect("fits"),
        Array::from_slice(&[f64::MIN, f64::MAX], &[2]).expect("fits"),
        Array::from_slice(&[true], &[]).expect("fits"),
        Array::from_slice::<u8>(&[], &[0, 3]).expect("fits"),
        Array::from_slice::<u8>(&[], &[2, 0, 3]).expect("fits"),
        Array::from_slice(&vec![1_u8; 3000], &[1, 3000]).expect("fits"),
        text.expect("fits"),
    ]
}

#[test]
fn a_document_is_balanced_and_refers_to_nothing_outside() {
    for array in arrays() {
        let html = html(&array, "batch.npy", &[], &[]);
        let text = read(&html);
        for heading in ["Signals", "Summary", "contiguity"] {
            assert!(text.contains(heading), "{heading}");
        }
        assert!(html.contains("default-src 'none'"));
        for found in ["http://", "https://", "<script", "javascript:"] {
            assert!(!html.contains(found), "{found}");
        }
        for path in html.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let known = |c: char| c.is_ascii_digit() || "MLZmlhvz .-".contains(c);
            assert!(path.chars().all(known), "{path}");
        }
    }
}

#[test]
fn names_with_markup_stay_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onload='a()",
        "</style></title><b>",
        "&lt;b&gt;",
        "]]><!--",
        "\u{202e}gnp\u{0}\r\n",
    ];
    for name in hostile {
        let names = vec![name.to_owned(); 4];
        for array in arrays() {
            let html = html(&array, name, &names, &names[..1]);
            let text = read(&html);
            assert!(!text.contains('\u{202e}') && !text.contains('\u{0}'));
            let plain = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let plain = plain.replace('"', "&quot;").replace('\'', "&#39;");
            let plain = plain.replace('\u{202e}', "\\u{202e}").replace('\u{0}', "\\u{0}");
            let plain = plain.replace('\r', "\\r").replace('\n', "\\n");
            assert!(text.contains(&plain), "{plain}");
        }
    }
}

#[test]
fn what_is_not_finite_is_counted_and_has_signs() {
    let html = html(&arrays()[1], "odd.npy", &[], &[]);
    for told in ["1 NaN", "1 +Inf", "1 −Inf", "colour limits 0 to 23 (this slice)"] {
        assert!(html.contains(told), "{told}");
    }
    // Three cells and three entries of the legend.
    assert_eq!(html.matches("class=\"sign\"").count(), 6);
}

#[test]
fn the_picture_is_of_what_is_seen_and_says_so() {
    let z = |k: u8| Complex { re: f32::from(k), im: f32::from(k % 3) - 1.0 };
    let values: Vec<_> = (0..60).map(z).collect();
    let array = Array::from_slice(&values, &[6, 10]).expect("fits");
    let seen = |part| {
        showing(&array, "k.npy", &[], &[], move |whole| Shown {
            rows: 1..4,
            columns: 2..9,
            flip_columns: true,
            part,
            limits: Some((-3.0, 3.0)),
            scale: Scale::Symlog,
            ..whole
        })
    };
    let phase = seen(Some(ComplexPart::Phase));
    assert!(phase.contains("<code>np.angle(arr[1:4, 8:1:-1])</code>"), "{phase}");
    assert!(phase.contains("rows are axis 0, 1:4 of 6"));
    assert!(phase.contains("columns are axis 1, 2:9 of 10, the last one first"));
    assert!(phase.contains("of complex numbers the phase"));
    assert!(phase.contains("of phases, on a symlog scale"));
    assert!(seen(None).contains("of complex numbers the magnitude"));
    assert!(seen(Some(ComplexPart::Imaginary)).contains("arr[1:4, 8:1:-1].imag"));
}
