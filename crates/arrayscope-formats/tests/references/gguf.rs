//! Files of the gguf library.

use arrayscope_formats::{OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_tensor_that_is_not_quantised_reads_as_the_library_reads_it() {
    reads_as_expected("gguf");
}

#[test]
fn quantised_tensors_are_listed_with_shape_type_and_reason() {
    let notes = notes("gguf/little.gguf");
    assert_eq!(notes.len(), 3, "{notes:?}");
    let expected = "member 'Q4_0' cannot be read: shape (4, 256) of Q4_0, which arrayscope does \
                    not read: it is quantised in blocks of 32 elements; floats and integers are read";
    assert!(notes[0].starts_with(expected), "{notes:?}");
    let file = open(&fixture("gguf/little.gguf"), &OpenOptions::default()).unwrap();
    let listed: Vec<_> = file.listed().iter().map(|all| (&*all.name, &*all.shape)).collect();
    assert_eq!(listed, [("Q4_0", &[4, 256][..]), ("Q8_0", &[4, 256]), ("TQ1_0", &[4, 256])]);
    let blocks = |elements: u64, nbytes: u64| 1024 / elements * nbytes;
    let stored: Vec<_> = file.listed().iter().map(|all| (&*all.stored_as, all.nbytes)).collect();
    assert_eq!(
        stored,
        [("Q4_0", blocks(32, 18)), ("Q8_0", blocks(32, 34)), ("TQ1_0", blocks(256, 54))]
    );
    assert!(file.listed().iter().all(|all| all.after == file.arrays().len()));
    let refused = message(load("gguf/little.gguf::TQ1_0"));
    assert!(refused.starts_with("shape (4, 256) of TQ1_0, which"), "{refused}");
    let several = message(load("gguf/little.gguf"));
    assert!(several.contains("holds 11 arrays and none was named"), "{several}");
    assert!(several.contains("TQ1_0"), "{several}");
}
