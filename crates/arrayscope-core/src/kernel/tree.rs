//! The order in which the states of blocks are merged: a tree that depends on their number
//! only.

/// A state that takes in another.
pub(crate) trait Merge {
    fn merge(&mut self, other: &Self);
}

/// Merges states pairwise as they come: two of one block become one of two blocks, two of
/// these become one of four. What is left in the end is merged from the right.
///
/// A part of `2^k` blocks whose first block has a number divisible by `2^k` is a subtree:
/// computed by another thread, it gives the same state.
#[derive(Clone, Debug)]
pub(crate) struct Tree<M> {
    parts: Vec<(u32, M)>,
}

impl<M> Default for Tree<M> {
    fn default() -> Self {
        Self { parts: Vec::new() }
    }
}

impl<M: Merge> Tree<M> {
    /// Takes in the state of the next `2^level` blocks.
    pub(crate) fn push(&mut self, level: u32, state: M) {
        let (mut level, mut state) = (level, state);
        while let Some((_, mut left)) = self.parts.pop_if(|(height, _)| *height == level) {
            left.merge(&state);
            (level, state) = (level + 1, left);
        }
        self.parts.push((level, state));
    }

    /// The state of everything, and an empty tree; `last` is that of fewer blocks than
    /// were pushed before at once.
    pub(crate) fn fold(&mut self, last: Option<M>) -> Option<M> {
        let mut all = last.or_else(|| self.parts.pop().map(|(_, state)| state))?;
        while let Some((_, mut left)) = self.parts.pop() {
            left.merge(&all);
            all = left;
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The merges themselves, as text.
    impl Merge for String {
        fn merge(&mut self, other: &Self) {
            *self = format!("({self}{other})");
        }
    }

    fn folded(blocks: &str) -> String {
        let mut tree = Tree::default();
        blocks.chars().for_each(|block| tree.push(0, block.to_string()));
        tree.fold(None).unwrap_or_default()
    }

    #[test]
    fn pairs_are_merged_first_and_the_rest_from_the_right() {
        assert_eq!(folded("abcdefg"), "(((ab)(cd))((ef)g))");
        assert_eq!((folded("a"), folded("")), ("a".to_owned(), String::new()));
    }

    #[test]
    fn parts_of_a_power_of_two_give_the_tree_of_the_whole() {
        for count in 1..=26 {
            let blocks = &"abcdefghijklmnopqrstuvwxyz"[..count];
            let mut parts: Vec<String> = blocks
                .as_bytes()
                .chunks(4)
                .map(|part| folded(std::str::from_utf8(part).expect("ascii")))
                .collect();
            let last = parts.pop();
            let mut tree = Tree::default();
            for part in parts {
                tree.push(2, part);
            }
            assert_eq!(tree.fold(last), Some(folded(blocks)));
        }
    }
}
