//! Lists, a page at a time: `cursor` is the `next` of the page before, and what it means is ours.

use super::{
    input::Asked,
    problem::{Problem, Wrong},
};
use domain::field::parse_number;

/// Rows of a page without a wish for another number.
const USUAL: usize = 50;
/// Most rows of a page.
pub(super) const MOST: usize = 200;

/// Which page is asked for.
pub(super) struct Page {
    /// The key of the last row of the page before.
    pub(super) cursor: Option<String>,
    /// How many rows.
    pub(super) limit: usize,
}

impl Page {
    /// Reads `cursor` and `limit`.
    pub(super) fn read(asked: &mut Asked) -> Self {
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        let limit = asked.read("limit", |text| parse_number(text, 1, most));
        let limit = limit.and_then(|n| usize::try_from(n).ok()).unwrap_or(USUAL);
        Self { cursor: asked.text("cursor").map(str::to_owned), limit }
    }

    /// The rows of a list that follow the cursor, and the cursor of the page after them.
    pub(super) fn cut<T>(
        &self,
        rows: Vec<T>,
        key: impl Fn(&T) -> String,
    ) -> Result<(Vec<T>, Option<String>), Problem> {
        let start = match &self.cursor {
            None => 0,
            Some(cursor) => match rows.iter().position(|row| key(row) == *cursor) {
                Some(last) => last + 1,
                None => return Err(Problem::invalid(vec![("cursor", Wrong::Cursor)])),
            },
        };
        let more = rows.len() > start + self.limit;
        let rows: Vec<T> = rows.into_iter().skip(start).take(self.limit).collect();
        let next = rows.last().filter(|_| more).map(key);
        Ok((rows, next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_each_other_without_gap() {
        let page = |cursor: Option<&str>| {
            let page = Page { cursor: cursor.map(str::to_owned), limit: 2 };
            page.cut(vec![1, 2, 3, 4, 5], ToString::to_string)
        };
        assert_eq!(page(None).unwrap(), (vec![1, 2], Some("2".to_owned())));
        assert_eq!(page(Some("2")).unwrap(), (vec![3, 4], Some("4".to_owned())));
        assert_eq!(page(Some("4")).unwrap(), (vec![5], None));
        assert_eq!(page(Some("5")).unwrap(), (vec![], None));
        assert!(page(Some("9")).is_err());
    }
}
