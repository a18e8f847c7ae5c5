//! Pictures of Pillow and tifffile.

use arrayscope_formats::{Cost, OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_picture_reads_as_its_library_reads_it() {
    reads_as_expected("images");
}

#[test]
fn axes_have_names() {
    let names = |name: &str| load(&format!("images/{name}")).unwrap().info.axis_names;
    assert_eq!(names("colour.png"), ["row", "column", "channel"]);
    assert_eq!(names("grey.jpg"), ["row", "column"]);
    assert_eq!(names("pages.tif"), ["page", "row", "column"]);
    assert_eq!(names("bands.tif"), ["row", "column", "channel"]);
}

#[test]
fn what_is_not_read_as_it_is_stored_is_told() {
    assert_eq!(notes("images/colour.png"), Vec::<String>::new());
    assert_eq!(notes("images/palette.png"), ["expanded: the colours of a palette"]);
    assert_eq!(notes("images/bits.png"), ["expanded: grey of fewer than 8 bits, scaled to 8"]);
    let white = "0 means white: values are as they are stored";
    assert_eq!(notes("images/white_deflate.tif"), [white]);
    assert_eq!(notes("images/imagej.tif"), ["the picture has 3 frames; the first is read"]);
}

#[test]
fn pages_that_differ_are_arrays_of_their_own() {
    let several = message(load("images/mixed.tif"));
    assert!(
        several.contains("holds 2 arrays and none was named; there are page0, page1"),
        "{several}"
    );
    let missing = message(load("images/mixed.tif::page2"));
    assert!(missing.contains("there is no member 'page2'"), "{missing}");
    assert!(message(load("images/grey.png::x")).contains("there is no member 'x'"));
}

#[test]
fn pages_cost_a_window_and_rows_the_whole() {
    for (name, cost) in
        [("pages.tif", Cost::Window), ("tiles.tif", Cost::Window), ("grey.png", Cost::Whole)]
    {
        let path = fixture("images").join(name);
        let picture = open(&path, &OpenOptions::default()).unwrap();
        assert_eq!(picture.source(None).unwrap().cost(), cost, "{name}");
    }
}
