//! Files laid out as `torch.save` lays them out.

use arrayscope_formats::{OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_tensor_has_its_values_shape_and_strides() {
    reads_as_expected("torch");
}

#[test]
fn paths_of_keys_and_indices_are_the_names() {
    let path = fixture("torch/checkpoint.pt");
    let file = open(&path, &OpenOptions::default()).unwrap();
    let names: Vec<_> = file.arrays().iter().map(|info| info.name.clone().unwrap()).collect();
    assert_eq!(names[0], "model.weight");
    assert_eq!(names[names.len() - 2..], ["optimizer.state.0.step", "steps.0"]);
    assert_eq!(load("torch/only.pt").unwrap().info.name.as_deref(), Some("tensor"));
    let several = message(load("torch/checkpoint.pt"));
    assert!(several.contains("holds 11 arrays and none was named"), "{several}");
}

#[test]
fn tensors_that_share_a_storage_are_told() {
    let notes = notes("torch/checkpoint.pt");
    assert_eq!(
        notes,
        [
            "views of the same bytes: 'model.weight', 'model.transposed', 'model.row', \
             'model.columns', 'model.expanded' and 3 more",
            "views of the same bytes: 'model.parameter', 'optimizer.state.0.step', 'steps.0'",
        ]
    );
}
