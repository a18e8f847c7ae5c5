"""Writes what the fuzzers start from into fuzz/corpus: the fixtures, by format.

The target `zarr` takes a store as a list of its entries, so that each array of the
fixtures becomes such a list; the other targets take the files as they are.
"""

import shutil
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
FORMATS = HERE.parent / "fixtures" / "formats"
SUFFIXES = {
    "npy": ["*.npy"],
    "npz": ["*.npz"],
    "csv": ["*.csv", "*.csv.gz"],
    "safetensors": ["safetensors/*.safetensors", "safetensors/*.index.json"],
    "gguf": ["gguf/*.gguf"],
    "pt": ["torch/*.pt"],
    "nifti": ["nifti/*.nii", "nifti/*.nii.gz"],
    "png": ["images/*.png"],
    "jpeg": ["images/*.jpg"],
    "tiff": ["images/*.tif"],
    "parquet": ["columns/*.parquet"],
    "arrow": ["columns/*.arrow", "columns/*.arrows"],
    "hdf5": ["hdf5/*.h5", "hdf5/*.nc"],
}
DOCUMENTS = ("zarr.json", ".zarray", ".zattrs", ".zgroup")


def entry(key, value):
    """One entry of a list, as fuzz/src/entries.rs reads it."""
    return bytes([len(key)]) + key.encode() + len(value).to_bytes(2, "little") + value


def stores(archive):
    """Each array of a zipped store as a list of entries: documents first, few chunks."""
    folders = {}
    for name in archive.namelist():
        if name.endswith((".zarray", "zarr.json")):
            folders[name.rpartition("/")[0]] = []
    for name in archive.namelist():
        for folder in folders:
            if name.startswith(f"{folder}/") or not folder:
                folders[folder].append(name.removeprefix(f"{folder}/"))
    for folder, names in folders.items():
        names.sort(key=lambda name: (not name.endswith(DOCUMENTS), name))
        read = lambda name: archive.read(f"{folder}/{name}" if folder else name)
        values = [(name, read(name)) for name in names[:6]]
        if all(len(value) < 1 << 13 for _, value in values):
            yield folder.replace("/", "_") or "root", b"".join(entry(*pair) for pair in values)


def main():
    for target, patterns in SUFFIXES.items():
        folder = HERE / "corpus" / target
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(path for pattern in patterns for path in FORMATS.glob(pattern)):
            shutil.copy(path, folder)
    folder = HERE / "corpus" / "zarr"
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((FORMATS / "zarr").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name, listed in stores(archive):
                (folder / f"{path.stem}_{name}").write_bytes(listed)


if __name__ == "__main__":
    main()
