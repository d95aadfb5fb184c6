//! Who is asking, and what they may do.

pub mod identity;
pub mod limits;
pub mod passwords;
pub mod sessions;
pub mod signer;
pub mod tickets;
pub mod tokens;

pub use identity::{Identity, Writer};

/// So many random bytes, as text that fits into URLs and headers.
pub fn random_text<const BYTES: usize>() -> crate::error::Result<String> {
    use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(crate::error::Error::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps of a token or key, instead of the thing itself.
///
/// These are long and random, so unlike passwords they need no slow hash.
pub fn digest(secret: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// The first so many bytes of a text's digest, in hexadecimal: two texts have two, and it tells
/// neither of them.
pub fn fingerprint(text: &str, bytes: usize) -> String {
    digest(text)
        .iter()
        .take(bytes)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
