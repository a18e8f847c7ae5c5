//! Images of nibabel.

use arrayscope_formats::{Cost, OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_image_reads_as_nibabel_reads_it_scaled_and_raw() {
    reads_as_expected("nifti");
}

#[test]
fn scaling_is_told_and_the_stored_numbers_have_an_address() {
    assert_eq!(
        notes("nifti/scaled.nii"),
        ["values are scaled: stored × 0.5 − 10, from int16; the member raw has the stored numbers"]
    );
    assert_eq!(notes("nifti/plain.nii.gz"), Vec::<String>::new());
    let raw = load("nifti/scaled.nii::raw[1:, 0]").unwrap();
    assert_eq!((raw.info.dtype.name().as_str(), raw.array.shape()), ("int16", &[3, 2, 2][..]));
    let message = message(load("nifti/scaled.nii::cooked"));
    assert!(message.contains("there is no member 'cooked'; there are raw"), "{message}");
}

#[test]
fn axes_have_the_names_and_units_of_the_file() {
    let names = |name| load(name).unwrap().info.axis_names;
    assert_eq!(names("nifti/scaled.nii"), ["x (mm)", "y (mm)", "z (mm)", "t (s)"]);
    assert_eq!(names("nifti/scaled.nii.gz"), ["x (µm)", "y (µm)", "z (µm)", "t (ms)"]);
    assert_eq!(names("nifti/nifti2_big_endian.nii")[3], "t (s)");
    assert_eq!(names("nifti/rgb.nii"), ["x", "y", "z", "channel"]);
}

#[test]
fn only_a_plain_image_gives_a_window_for_the_price_of_a_window() {
    for (name, cost) in [("scaled.nii", Cost::Window), ("scaled.nii.gz", Cost::Whole)] {
        let path = fixture("nifti").join(name);
        let image = open(&path, &OpenOptions::default()).unwrap();
        assert_eq!(image.source(None).unwrap().cost(), cost, "{name}");
        assert_eq!(image.source(Some("raw")).unwrap().cost(), cost, "{name}");
    }
}
