//! Access tokens: short-lived signed JWTs.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::Utc;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use wire::{Secret, auth::UserId};

use super::signer;
use crate::error::{Error, Result};

/// How long an access token works, in seconds.
const ACCESS_TTL: u64 = 15 * 60;

/// What an access token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: String,
    /// The session.
    pub sid: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// When it was issued, in milliseconds since 1970.
    pub iat_ms: i64,
    /// When it stops to work, in seconds since 1970.
    pub exp: i64,
}

/// Signs and reads access tokens.
///
/// It goes by the real time, so that a skewed clock breaks times and nothing else.
pub struct Tokens {
    encode: EncodingKey,
    decode: DecodingKey,
    ttl_seconds: AtomicU64,
    refused_until_ms: AtomicI64,
    refresh_refused_until_ms: AtomicI64,
}

impl Tokens {
    /// Signs with a secret.
    pub fn new(secret: &[u8]) -> Self {
        signer::install();
        Self {
            encode: EncodingKey::from_secret(secret),
            decode: DecodingKey::from_secret(secret),
            ttl_seconds: AtomicU64::new(ACCESS_TTL),
            refused_until_ms: AtomicI64::new(0),
            refresh_refused_until_ms: AtomicI64::new(0),
        }
    }

    /// A new access token, and how many seconds it works.
    pub fn issue(&self, user: &UserId, session: &str) -> Result<(Secret, u64)> {
        let ttl = self.ttl_seconds.load(Ordering::Relaxed);
        let now = Utc::now();
        let claims = Claims {
            sub: user.to_string(),
            sid: session.to_owned(),
            iat: now.timestamp(),
            iat_ms: now.timestamp_millis(),
            exp: now.timestamp().saturating_add_unsigned(ttl),
        };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encode)
            .map_err(Error::internal)?;
        Ok((token.into(), ttl))
    }

    /// What a valid access token says.
    pub fn read(&self, token: &str) -> Result<Claims> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decode, &validation)
            .map_err(|error| match error.kind() {
                jsonwebtoken::errors::ErrorKind::ExpiredSignature => {
                    Error::unauthorised("The access token has expired")
                }
                _ => Error::unauthorised("Invalid access token"),
            })?
            .claims;
        if claims.iat_ms <= self.refused_until_ms.load(Ordering::Relaxed) {
            return Err(Error::unauthorised("The access token has expired"));
        }
        Ok(claims)
    }

    /// Whether a refresh token issued then was made to expire early.
    pub fn refuses_refresh(&self, issued_at: i64) -> bool {
        issued_at <= self.refresh_refused_until_ms.load(Ordering::Relaxed)
    }

    /// Makes every access token issued so far expire; with `refresh`, the refresh tokens too.
    pub fn expire_all(&self, refresh: bool) {
        let now = Utc::now().timestamp_millis();
        self.refused_until_ms.store(now, Ordering::Relaxed);
        if refresh {
            self.refresh_refused_until_ms.store(now, Ordering::Relaxed);
        }
    }

    /// Sets how long new access tokens work; `None` for as usual.
    pub fn set_ttl(&self, seconds: Option<u64>) {
        self.ttl_seconds
            .store(seconds.unwrap_or(ACCESS_TTL), Ordering::Relaxed);
    }
}
