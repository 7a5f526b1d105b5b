//! An edit as a unified diff.

use super::Edit;

/// Lines shown around a change.
const AROUND: usize = 3;

/// The diff of an edit, which changes one place of its file: lines before and behind that are equal are left out.
pub fn unified(edit: &Edit) -> String {
    let before = edit.before.as_deref().unwrap_or("");
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), edit.after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - same;
    let behind = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (first, last) = (same.saturating_sub(AROUND), behind.saturating_sub(AROUND));
    let (old_end, new_end) = (old.len() - last, new.len() - last);
    let from = if edit.before.is_some() { format!("a/{}", edit.file) } else { "/dev/null".to_owned() };
    let start = |length: usize| if length == 0 { 0 } else { first + 1 };
    let mut out = format!("--- {from}\n+++ b/{}\n", edit.file);
    let (old_length, new_length) = (old_end - first, new_end - first);
    out.push_str(&format!("@@ -{},{old_length} +{},{new_length} @@\n", start(old_length), start(new_length)));
    old[first..same].iter().for_each(|line| out.push_str(&format!(" {line}\n")));
    old[same..old.len() - behind].iter().for_each(|line| out.push_str(&format!("-{line}\n")));
    new[same..new.len() - behind].iter().for_each(|line| out.push_str(&format!("+{line}\n")));
    old[old.len() - behind..old_end].iter().for_each(|line| out.push_str(&format!(" {line}\n")));
    out
}
