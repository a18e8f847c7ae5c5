//! What the members of an archive are called: every one differently.

use std::collections::HashMap;

use super::member::Member;
use crate::field;
use crate::note::Note;

/// Makes the names differ, and says which member each leads to.
///
/// `x.npy` and `x` are both `x` to NumPy, and `t::a.npy` is called like the field `a` of
/// `t.npy`: such members keep their full names. Members that cannot be told apart even so
/// are left out with a note.
pub(crate) fn tell_apart(
    members: &mut Vec<Member>,
    notes: &mut Vec<Note>,
) -> HashMap<String, usize> {
    loop {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for member in &*members {
            *counts.entry(member.name.as_str()).or_default() += 1;
        }
        let structured = structured(members);
        let clashing: Vec<usize> = (0..members.len())
            .filter(|&at| {
                let name = members[at].name.as_str();
                counts[name] > 1 || is_a_field(name, members, &structured)
            })
            .collect();
        // Each round gives at least one member its last name, and nearly always it is one.
        let mut is_new = false;
        for at in clashing {
            is_new |= members[at].take_full_name();
        }
        if !is_new {
            break;
        }
    }
    let structured = structured(members);
    let mut is_kept: Vec<bool> =
        members.iter().map(|member| !is_a_field(&member.name, members, &structured)).collect();
    let mut by_name = HashMap::new();
    let mut kept = 0;
    for (member, is_kept) in std::iter::zip(&*members, &mut is_kept) {
        *is_kept &= !by_name.contains_key(&member.name);
        if *is_kept {
            by_name.insert(member.name.clone(), kept);
            kept += 1;
        } else {
            notes.push(Note::UnreadableMember {
                member: member.name.clone(),
                because: "another array of the archive has the same address".to_owned(),
            });
        }
    }
    let mut is_kept = is_kept.into_iter();
    members.retain(|_| is_kept.next().unwrap_or(true));
    by_name
}

/// The members that have fields, by their names.
fn structured(members: &[Member]) -> HashMap<String, usize> {
    let has_fields = |member: &Member| {
        member.array.as_ref().is_ok_and(|array| !field::fields_of(&array.info.dtype).is_empty())
    };
    let with_fields = members.iter().enumerate().filter(|(_, member)| has_fields(member));
    with_fields.map(|(at, member)| (member.name.clone(), at)).collect()
}

/// Whether a name is also the address of a field of another member.
fn is_a_field(name: &str, members: &[Member], structured: &HashMap<String, usize>) -> bool {
    !structured.is_empty()
        && name.match_indices("::").any(|(at, _)| {
            let outer = structured.get(&name[..at]).and_then(|&outer| members.get(outer));
            outer.and_then(|outer| outer.array.as_ref().ok()).is_some_and(|array| {
                field::fields_of(&array.info.dtype).iter().any(|field| {
                    let rest = name[at + 2..].strip_prefix(field.name.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                })
            })
        })
}
