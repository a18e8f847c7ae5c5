//! All objects of a file, by their paths.

use std::collections::{HashMap, HashSet};

use super::dataset::Dataset;
use super::meaning::{Axes, Hints, Scale};
use super::object::{Header, Link, Target, kind, links};
use super::structure::{Fault, GlobalHeaps, Parsed, Store};
use crate::limits::MOST_ARRAYS;
use crate::packed::Packing;

/// Groups in groups. What is deeper is told, and left out.
const MOST_LEVELS: usize = 64;

/// Bytes of a path.
const LONGEST_PATH: usize = 1024;

/// Bytes of all paths of a file.
const LONGEST_PATHS: usize = 16 << 20;

/// What a file has.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The datasets that can be read, in the order of the file.
    pub(super) members: Vec<Listed>,
    /// What is there but cannot be read, and why.
    pub(super) refused: Vec<(String, Fault)>,
    /// Other paths of members: where they lead.
    pub(super) others: Vec<(String, String)>,
    /// Whether the netCDF library wrote it.
    pub(super) is_netcdf: bool,
}

/// A dataset that can be read.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) dataset: Dataset,
    pub(super) packing: Option<Packing>,
}

/// Looks at every object that can be reached from the root group.
pub(super) fn tree(store: &Store, root: u64) -> Parsed<Tree> {
    let mut walk = Walk {
        store,
        heaps: GlobalHeaps::default(),
        tree: Tree::default(),
        pending: Vec::new(),
        groups: HashMap::new(),
        scales: HashMap::new(),
        axes: Vec::new(),
        path_nbytes: 0,
        objects: 0,
    };
    walk.object(String::new(), 0, root)?;
    while let Some((path, level, target)) = walk.pending.pop() {
        match target {
            Target::Object(address) => {
                if let Err(fault) = walk.object(path.clone(), level, address) {
                    walk.tree.refused.push((path, fault));
                }
            }
            Target::Path(target) => walk.tree.others.push((path, target)),
            Target::External { file, path: inside } => {
                let found =
                    format!("a link to {}", crate::printable::quoted(&format!("{file}:{inside}")));
                let fault = Fault::unsupported(found, "other files are not followed");
                walk.tree.refused.push((path, fault));
            }
        }
    }
    walk.name_axes();
    walk.resolve();
    Ok(walk.tree)
}

/// The objects that were seen, and those that are still to be.
struct Walk<'a> {
    store: &'a Store,
    heaps: GlobalHeaps,
    tree: Tree,
    /// Paths, how deep they are, and where they lead; the next one last.
    pending: Vec<(String, usize, Target)>,
    /// Groups by address: what is reached again, as in a circle, is not entered again.
    groups: HashMap<u64, String>,
    /// What can name axes, by address.
    scales: HashMap<u64, Scale>,
    /// What each member says of its axes, and its address.
    axes: Vec<(Axes, u64)>,
    path_nbytes: usize,
    objects: usize,
}

impl Walk<'_> {
    /// An object under one of its paths.
    fn object(&mut self, path: String, level: usize, address: u64) -> Parsed<()> {
        if let Some(first) = self.groups.get(&address) {
            self.tree.others.push((path, format!("/{first}")));
            return Ok(());
        }
        let header = Header::read(self.store, address)?;
        let has = |kind| header.find(kind).is_some();
        if has(kind::LAYOUT) {
            self.dataset(&path, address, &header)
        } else if has(kind::SYMBOLS) || has(kind::LINK) || has(kind::LINK_INFO) {
            if level == 0 {
                self.tree.is_netcdf |= Hints::read(self.store, &header).is_netcdf();
            }
            self.groups.insert(address, path.clone());
            self.group(&path, level, &header)
        } else {
            // A datatype with a name, or a group without anything.
            Ok(())
        }
    }

    fn group(&mut self, path: &str, level: usize, header: &Header) -> Parsed<()> {
        let links = links(self.store, header)?;
        if level == MOST_LEVELS && !links.is_empty() {
            let found = format!("groups in {MOST_LEVELS} groups");
            let supported = format!("groups are entered {MOST_LEVELS} levels deep");
            return Err(Fault::unsupported(found, supported));
        }
        self.objects += links.len();
        if self.objects > MOST_ARRAYS {
            let found = format!("more than {MOST_ARRAYS} objects");
            let supported = format!("at most {MOST_ARRAYS} in one file are listed");
            return Err(Fault::unsupported(found, supported));
        }
        for link in links.into_iter().rev() {
            self.path_nbytes += path.len() + link.name.len();
            if self.path_nbytes > LONGEST_PATHS {
                let found = format!("paths of together more than {LONGEST_PATHS} bytes");
                return Err(Fault::unsupported(found, "shorter names would work"));
            }
            let misnamed = link.misnamed();
            let Link { name, target, .. } = link;
            let joined = if path.is_empty() { name } else { format!("{path}/{name}") };
            let fault = match misnamed {
                Some(because) => Some(because),
                None if joined.len() > LONGEST_PATH => {
                    Some(format!("its path has {} bytes", joined.len()))
                }
                None => None,
            };
            match fault {
                None => self.pending.push((joined, level + 1, target)),
                Some(found) => {
                    let expected = format!("a path of names, at most {LONGEST_PATH} bytes long");
                    let fault = Fault::malformed(header.at, found, expected);
                    let shown: String = joined.chars().take(LONGEST_PATH).collect();
                    self.tree.refused.push((shown, fault));
                }
            }
        }
        Ok(())
    }

    fn dataset(&mut self, path: &str, address: u64, header: &Header) -> Parsed<()> {
        let (store, heaps) = (self.store, &mut self.heaps);
        let hints = Hints::read(store, header);
        self.tree.is_netcdf |= hints.is_netcdf();
        let is_bare = hints.is_bare_dimension(store, heaps);
        self.scales.entry(address).or_insert_with(|| Scale::read(path, &hints, store, heaps));
        if is_bare {
            return Ok(());
        }
        let dataset = Dataset::describe(store, header, path)?;
        // Names have no NaN among them: an enumeration stays what it is.
        let is_named = !dataset.names.is_empty();
        let packing =
            if is_named { None } else { Packing::new(&dataset.info, &hints.given(store, heaps)) };
        self.axes.push((Axes::read(&hints, store, heaps), address));
        self.tree.members.push(Listed { dataset, packing });
        Ok(())
    }

    /// Names the axes of all members, now that everything that names them was seen.
    fn name_axes(&mut self) {
        let dimensions = self.scales.iter().filter_map(|(&address, scale)| {
            scale.dimension.map(|number| (number.to_bits(), address))
        });
        let by_dimension: HashMap<u64, u64> = dimensions.collect();
        for (listed, (axes, address)) in std::iter::zip(&mut self.tree.members, &self.axes) {
            let Some(own) = self.scales.get(address) else { continue };
            let info = &mut listed.dataset.info;
            info.axis_names =
                axes.names(info.layout.shape().len(), own, &self.scales, &by_dimension);
        }
    }

    /// Makes the targets of soft links paths from the root; those that lead nowhere are
    /// told.
    fn resolve(&mut self) {
        let known: HashSet<&str> = self
            .tree
            .members
            .iter()
            .filter_map(|listed| listed.dataset.info.name.as_deref())
            .chain(self.groups.values().map(String::as_str))
            .collect();
        let (mut others, mut refused) = (Vec::new(), Vec::new());
        for (path, target) in &self.tree.others {
            let joined = absolute(path, target);
            if known.contains(joined.as_str()) {
                others.push((path.clone(), joined));
            } else {
                let found = format!("a link to {}", crate::printable::quoted(target));
                let supported = "there is no array or group of that path";
                refused.push((path.clone(), Fault::unsupported(found, supported)));
            }
        }
        self.tree.others = others;
        self.tree.refused.extend(refused);
    }
}

/// The path from the root of what a link at `path` leads to.
fn absolute(path: &str, target: &str) -> String {
    let group = path.rsplit_once('/').map_or("", |(group, _)| group);
    let base = if target.starts_with('/') { "" } else { group };
    let parts = base.split('/').chain(target.split('/'));
    parts.filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}
