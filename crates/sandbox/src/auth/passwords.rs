//! Passwords, hashed with Argon2id.

use std::sync::OnceLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use wire::Secret;

use crate::error::{Error, Result};

/// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What to keep of a password. Takes some ten milliseconds: call it where one may block.
pub fn hash(password: &Secret) -> Result<String> {
    let hash = hasher()?
        .hash_password(password.expose().as_bytes())
        .map_err(Error::internal)?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. As slow as [`hash`].
///
/// Without a hash it takes as long and says no, so that nobody learns from
/// the time which accounts exist.
pub fn verify(password: &Secret, hash: Option<&str>) -> Result<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let known = match hash {
        Some(hash) => hash,
        None => match NOBODY.get() {
            Some(hash) => hash,
            None => {
                let made = self::hash(&Secret::new("nobody's password"))?;
                NOBODY.get_or_init(|| made)
            }
        },
    };
    let known = PasswordHash::new(known).map_err(Error::internal)?;
    let same = hasher()?
        .verify_password(password.expose().as_bytes(), &known)
        .is_ok();
    Ok(same && hash.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_is_verified() {
        let password = Secret::new("correct horse");
        let hash = hash(&password).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify(&password, Some(&hash)).unwrap());
        assert!(!verify(&Secret::new("wrong"), Some(&hash)).unwrap());
        assert!(!verify(&Secret::new("nobody's password"), None).unwrap());
    }
}
