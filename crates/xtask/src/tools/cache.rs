//! Where installed tools are kept between runs and between checkouts.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of installed tools, one sub-folder per tool and version.
pub struct Cache {
    folder: PathBuf,
    /// Whether ready-made programs could be fetched so far; asking again would only wait again.
    pub downloads: bool,
}

impl Cache {
    /// Opens `$TOOMBOS_CACHE`, or the platform's own place for such things.
    pub fn open() -> Result<Self> {
        let folder = match env::var_os("TOOMBOS_CACHE") {
            Some(folder) => PathBuf::from(folder),
            None => platform_folder()
                .context("there is no home folder; set TOOMBOS_CACHE to a folder for the tools")?
                .join("toombos-dashboard"),
        };
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create the tool cache {}", folder.display()))?;
        Ok(Self {
            folder,
            downloads: true,
        })
    }

    /// The place of one tool; it exists once the tool is installed.
    pub fn place(&self, name: &str, version: &str) -> PathBuf {
        self.folder.join(format!("{name}-{version}"))
    }

    /// A folder for intermediate results, which survives a failed attempt.
    pub fn build_folder(&self) -> PathBuf {
        self.folder.join("build")
    }

    /// Fills the place of a tool: all or nothing, and once when two commands want it together.
    pub fn install(
        &mut self,
        place: &Path,
        done: impl Fn(&Path) -> bool,
        fill: impl FnOnce(&mut Self, &Path) -> Result<()>,
    ) -> Result<()> {
        let lock = File::create(self.folder.join(".lock")).context("cannot lock the tool cache")?;
        lock.lock().context("cannot lock the tool cache")?;
        if done(place) {
            return Ok(());
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let draft = self.folder.join(format!(".{name}.part"));
        remove(&draft)?;
        fs::create_dir_all(&draft).context("cannot write to the tool cache")?;
        fill(self, &draft)?;
        remove(place)?;
        fs::rename(&draft, place).with_context(|| format!("cannot create {}", place.display()))
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

fn platform_folder() -> Option<PathBuf> {
    let home = env::home_dir();
    if cfg!(windows) {
        env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home.map(|home| home.join("Library/Caches"))
    } else {
        env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .or_else(|| home.map(|home| home.join(".cache")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_installation_leaves_no_tool_behind() {
        let folder = env::temp_dir().join(format!("xtask-cache-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let mut cache = Cache {
            folder: folder.clone(),
            downloads: false,
        };
        let place = cache.place("saw", "1");
        let done = |place: &Path| place.join("saw").is_file();

        let failed = cache.install(&place, done, |_, draft| {
            fs::write(draft.join("half"), "")?;
            anyhow::bail!("the network is gone")
        });
        assert!(failed.is_err());
        assert!(!place.exists());

        cache
            .install(&place, done, |_, draft| {
                Ok(fs::write(draft.join("saw"), "")?)
            })
            .expect("ok");
        assert!(done(&place));
        assert!(!place.join("half").exists());
        fs::remove_dir_all(folder).expect("cleaned up");
    }
}
