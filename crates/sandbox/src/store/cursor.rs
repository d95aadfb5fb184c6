//! Where a page of a list begins: the last entry of the page before.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::{Error, Result, bad_query};

/// The last entry of the page before, told by what it is sorted by.
#[derive(Serialize, Deserialize)]
pub struct Cursor<K> {
    /// The order it belongs to.
    pub order: String,
    /// The entry's value in that order.
    pub key: K,
    /// Its id, which breaks ties.
    pub id: String,
}

impl<K: Serialize> Cursor<K> {
    /// The cursor as it travels.
    pub fn encode(&self) -> Result<String> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }
}

impl<K: DeserializeOwned> Cursor<K> {
    /// Reads a cursor, which must belong to the order.
    pub fn decode(text: &str, order: &str) -> Result<Self> {
        BASE64_URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|json| serde_json::from_slice::<Self>(&json).ok())
            .filter(|cursor| cursor.order == order)
            .ok_or_else(|| bad_cursor(text))
    }
}

/// A cursor that belongs to another list.
pub fn bad_cursor(text: &str) -> Error {
    bad_query(
        "cursor",
        "value_error",
        "This cursor belongs to another list. Start from the first page",
        text,
    )
}
