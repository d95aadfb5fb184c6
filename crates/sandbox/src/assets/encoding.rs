//! Which twin of a file to send: brotli, gzip or the file itself.

use std::path::{Path, PathBuf};

use axum::http::HeaderValue;

/// How a twin is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
}

impl Encoding {
    /// The encoding as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The smallest twin that the browser takes, and how it is compressed.
pub fn best(file: &Path, accepted: Option<&HeaderValue>) -> (PathBuf, Option<Encoding>) {
    let accepted = accepted.and_then(|it| it.to_str().ok()).unwrap_or_default();
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(|encoding| accepts(accepted, encoding.as_str()))
        .find_map(|encoding| {
            let mut name = file.as_os_str().to_owned();
            name.push(".");
            name.push(encoding.extension());
            let twin = PathBuf::from(name);
            twin.is_file().then_some((twin, Some(encoding)))
        })
        .unwrap_or_else(|| (file.to_owned(), None))
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts.next() == Some(encoding);
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|quality| quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quality_of_nothing_is_a_no() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "br"));
    }
}
