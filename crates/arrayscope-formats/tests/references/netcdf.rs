//! Classic `NetCDF`, of netCDF4.

use crate::common::load;
use crate::{notes, reads_as_expected};

#[test]
fn every_variable_reads_as_netcdf4_reads_it() {
    reads_as_expected("netcdf");
}

#[test]
fn axes_have_the_names_of_dimensions_and_the_units_of_coordinates() {
    let loaded = load("netcdf/weather.nc::t2m").unwrap();
    assert_eq!(loaded.format, "netcdf3");
    assert_eq!(loaded.info.axis_names, ["time (hours since 2000-01-01)", "lat (degrees_north)"]);
    assert_eq!(load("netcdf/one_i1.nc").unwrap().info.name.as_deref(), Some("only"));
}

#[test]
fn packed_numbers_are_told_with_how_they_are_stored() {
    let told = notes("netcdf/weather.nc");
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0].contains("stored × 0.01 + 273.15, -32767 is NaN"), "{told:?}");
}
