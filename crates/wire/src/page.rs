//! A page of a longer list.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::call::ReadError;

/// A page of a longer list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// How many entries there are in all pages; `None` where the server does not say.
    pub total: Option<u64>,
    /// Where the next page begins; `None` on the last one.
    pub next_cursor: Option<String>,
}

impl<T: DeserializeOwned> Page<T> {
    /// Reads `{"<noun>": [...], "total": …, "next_cursor": …}`, or a bare array.
    pub fn read(noun: &str, body: &str) -> Result<Self, ReadError> {
        let mut body: Value = serde_json::from_str(body)?;
        if body.is_array() {
            let items = serde_json::from_value(body)?;
            return Ok(Self {
                items,
                total: None,
                next_cursor: None,
            });
        }
        let mut field = |name: &str| body.get_mut(name).map(Value::take);
        let items = field(noun).ok_or_else(|| ReadError(format!("`{noun}` is missing")))?;
        Ok(Self {
            items: serde_json::from_value(items)?,
            total: serde_json::from_value(field("total").unwrap_or_default())?,
            next_cursor: serde_json::from_value(field("next_cursor").unwrap_or_default())?,
        })
    }
}

impl<T: Serialize> Page<T> {
    /// Writes the page with its entries under `noun`, as [`Page::read`] reads it.
    pub fn to_json(&self, noun: &str) -> Value {
        let mut map = serde_json::Map::new();
        // The contract's types have string keys only, so they always serialise.
        map.insert(
            noun.to_owned(),
            serde_json::to_value(&self.items).unwrap_or_default(),
        );
        map.insert("total".to_owned(), self.total.into());
        map.insert("next_cursor".to_owned(), self.next_cursor.clone().into());
        Value::Object(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_array_is_a_page_of_unknown_total() {
        let page = Page::<u8>::read("jobs", "[1,2]").unwrap();
        assert_eq!((page.items, page.total), (vec![1, 2], None));
    }

    #[test]
    fn a_page_survives_the_round_trip() {
        let page = Page {
            items: vec![1_u8],
            total: Some(9),
            next_cursor: Some("c".into()),
        };
        assert_eq!(
            Page::read("jobs", &page.to_json("jobs").to_string()).unwrap(),
            page
        );
    }

    #[test]
    fn a_missing_list_and_a_wrong_type_are_errors() {
        assert!(Page::<u8>::read("jobs", r#"{"total":1}"#).is_err());
        assert!(Page::<u8>::read("jobs", r#"{"jobs":[],"total":"1"}"#).is_err());
    }
}
