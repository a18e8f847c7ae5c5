//! Files of h5py and netCDF4.

use arrayscope_formats::{Container, Cost, OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

fn container(name: &str) -> Box<dyn Container> {
    open(&fixture("hdf5").join(name), &OpenOptions::default()).unwrap()
}

#[test]
fn every_dataset_reads_as_h5py_and_netcdf4_read_it() {
    reads_as_expected("hdf5");
}

#[test]
fn groups_are_paths_and_netcdf_is_told_from_hdf5() {
    let file = container("weather.nc");
    assert_eq!(file.format(), "netcdf4");
    let names: Vec<&str> = file.arrays().iter().filter_map(|info| info.name.as_deref()).collect();
    // The dimensions lon and step have no values, and are no arrays.
    let expected =
        ["time", "lat", "t2m", "wind", "sst", "count", "cloud", "surface", "forecast/rain"];
    assert_eq!(names, expected);
    assert_eq!(container("user_block.h5").format(), "hdf5");
    assert_eq!(load("hdf5/weather.nc::/forecast/rain").unwrap().array.shape(), [2, 4]);
}

#[test]
fn axes_have_the_names_and_units_of_their_scales() {
    let names = |address: &str| load(&format!("hdf5/{address}")).unwrap().info.axis_names;
    let (time, lat) = ("time (hours since 2000-01-01)", "lat (degrees_north)");
    assert_eq!(names("weather.nc::t2m"), [time, lat, "lon"]);
    assert_eq!(names("weather.nc::time"), [time]);
    assert_eq!(names("weather.nc::forecast/rain"), ["step", "lon"]);
    assert_eq!(names("scales.h5::data"), ["sample", "axis 1", "wavelength (nm)"]);
    assert_eq!(names("dtypes.h5::compact"), Vec::<String>::new());
}

#[test]
fn packed_numbers_are_told_and_the_stored_ones_have_an_address() {
    let notes = notes("hdf5/weather.nc");
    for expected in [
        "'t2m' is computed: stored × 0.01 + 273.15, -32767 is NaN, from int16; 't2m::raw' has the stored numbers",
        "'wind' is computed: stored × 0.10000000149011612, -99 is NaN, from int16; 'wind::raw' has the stored numbers",
        "'sst' is computed: stored, 100000002004087730000, -1, -2 are NaN, from float32; 'sst::raw' has the stored numbers",
        "'cloud' is computed: stored bits as uint8, from int8; 'cloud::raw' has the stored numbers",
        "the numbers of 'surface' have names: '0 = land', '1 = sea'",
    ] {
        assert!(notes.iter().any(|note| note == expected), "{expected}: {notes:#?}");
    }
    let raw = load("hdf5/weather.nc::t2m::raw[0, 1:]").unwrap();
    assert_eq!((raw.info.dtype.name().as_str(), raw.array.shape()), ("int16", &[2, 4][..]));
    assert_eq!(load("hdf5/weather.nc::t2m").unwrap().info.dtype.name(), "float64");
    assert_eq!(load("hdf5/weather.nc::wind").unwrap().info.dtype.name(), "float32");
    let refused = message(load("hdf5/weather.nc::t2m::cooked"));
    assert!(refused.contains("there is no member"), "{refused}");
}

#[test]
fn chunks_and_filters_are_told_and_cost_what_they_are() {
    let file = container("chunks_latest.h5");
    let source = |name: &str| file.source(Some(name)).unwrap();
    let all = source("filters/all");
    assert_eq!(all.info().storage.chunk_shape.as_deref(), Some(&[5, 4, 2][..]));
    assert_eq!(all.info().storage.codecs, ["shuffle", "gzip", "fletcher32"]);
    assert_eq!(all.cost(), Cost::Chunks);
    assert_eq!(source("fill/plain").cost(), Cost::Window);
    let file = container("dtypes.h5");
    let arrays = file.source(Some("arrays_in_chunks")).unwrap();
    assert_eq!(arrays.info().storage.chunk_shape.as_deref(), Some(&[3, 2, 3][..]));
}

#[test]
fn numbers_of_an_enumeration_keep_their_names() {
    let names = "the numbers of 'kinds' have names: '-2 = ice', '0 = land', '1 = sea'";
    assert_eq!(notes("hdf5/dtypes.h5"), [names]);
    assert_eq!(load("hdf5/dtypes.h5::plain/bool").unwrap().info.dtype.name(), "bool");
}

#[test]
fn what_leads_elsewhere_is_told_and_not_followed() {
    let notes = notes("hdf5/links.h5");
    for expected in [
        "member 'dangling' cannot be read: a link to '/nowhere', which arrayscope does not read: there is no array or group of that path: ",
        "member 'self' cannot be read: a link to '/self', ",
        "member 'external' cannot be read: a link to '/etc/passwd:/inside', which arrayscope does not read: other files are not followed: ",
        "member 'virtual' cannot be read: a virtual dataset, whose values are in other files, ",
        "member 'elsewhere' cannot be read: shape (2, 3) of int16 whose values are in other files, ",
        "member 'texts' cannot be read: elements that are texts of any length, ",
        "member 'texts_within' cannot be read: the field 'text' with elements that are texts of any length, ",
        "member 'lists' cannot be read: elements that are lists of any length, ",
        "member 'reference' cannot be read: elements that are references to other objects, ",
        "member 'nothing' cannot be read: a dataset without elements, ",
        "member 'scaleoffset' cannot be read: shape (4,) of int32 behind the filter scaleoffset (6), which arrayscope does not read: gzip, shuffle, fletcher32",
        "other paths of what is listed: 'circle → /', 'group/soft → /group/array', 'group/up → /group', 'soft → /group/array', 'soft_group → /group'",
    ] {
        assert!(notes.iter().any(|note| note.starts_with(expected)), "{expected}: {notes:#?}");
    }
    assert_eq!(notes.len(), 12, "{notes:#?}");
    let refused = message(load("hdf5/links.h5::external"));
    assert!(refused.starts_with("a link to '/etc/passwd:/inside', which"), "{refused}");
}

#[test]
fn paths_that_lead_to_others_can_be_written() {
    for path in [
        "hard",
        "soft",
        "group/soft",
        "soft_group/array",
        "circle/group/array",
        "group/up/array",
        "circle/circle/group/up/up/soft",
    ] {
        let loaded = load(&format!("hdf5/links.h5::{path}")).unwrap();
        assert_eq!(loaded.array.shape(), [2, 3], "{path}");
    }
    for path in ["self", "circle", "circle/nothing_here", "soft_group/nowhere"] {
        assert!(load(&format!("hdf5/links.h5::{path}")).is_err(), "{path}");
    }
}
