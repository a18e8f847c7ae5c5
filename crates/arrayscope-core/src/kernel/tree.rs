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
    /// Number of blocks so far. Where its bit `k` is set, `parts[k]` is the state of `2^k`
    /// of them; the other parts are left from before.
    blocks: u64,
    parts: Vec<M>,
}

impl<M> Default for Tree<M> {
    fn default() -> Self {
        Self { blocks: 0, parts: Vec::new() }
    }
}

impl<M: Merge + Clone> Tree<M> {
    /// Takes in the state of the next `2^level` blocks.
    #[inline(always)]
    pub(crate) fn push(&mut self, level: u32, mut state: M) {
        let mut at = level as usize;
        while self.blocks >> at & 1 == 1 {
            self.parts[at].merge(&state);
            state = self.parts[at].clone();
            at += 1;
        }
        self.blocks += 1 << level;
        while self.parts.len() <= at {
            self.parts.push(state.clone());
        }
        self.parts[at] = state;
    }

    /// The state of everything, and an empty tree; `last` is that of fewer blocks than
    /// were pushed before at once.
    pub(crate) fn fold(&mut self, last: Option<M>) -> Option<M> {
        let mut all = last;
        while self.blocks != 0 {
            let part = &mut self.parts[self.blocks.trailing_zeros() as usize];
            if let Some(right) = &all {
                part.merge(right);
            }
            all = Some(part.clone());
            self.blocks &= self.blocks - 1;
        }
        all
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
