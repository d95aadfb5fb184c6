//! Shortcuts: how they are written, and which one a stroke of a key completes. Pure.

use super::{super::text::actions as text, Action};

/// How an action is run from the keyboard. Keys are named as they are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// With Ctrl, or ⌘ on Apple's keyboards. Also works while typing in a field.
    Command(&'static str),
    /// One key.
    Plain(&'static str),
    /// Two keys, one after the other.
    Sequence(&'static str, &'static str),
}

impl Shortcut {
    /// The keys to show, separated by spaces.
    pub fn words(self, is_apple: bool) -> String {
        match self {
            Self::Command(key) if is_apple => text::with_cmd(key),
            Self::Command(key) => text::with_ctrl(key),
            Self::Plain(key) => key.to_owned(),
            Self::Sequence(first, second) => format!("{first} {second}"),
        }
    }

    /// The value of `aria-keyshortcuts`, which has no way to write a sequence.
    pub fn aria(self) -> Option<String> {
        match self {
            Self::Command(key) => Some(format!("Control+{key} Meta+{key}")),
            Self::Plain(key) => Some(key.to_owned()),
            Self::Sequence(..) => None,
        }
    }
}

/// One stroke of a key, as the browser tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keystroke {
    /// What it types.
    pub key: String,
    /// Where it is on the keyboard, by its name on a US layout.
    pub code: String,
    /// Whether Ctrl or ⌘ is held.
    pub command: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether Alt or AltGr is held.
    pub alt: bool,
}

impl Keystroke {
    /// Whether this is the key of that name.
    ///
    /// A layout that types Latin letters goes by what is typed. Any other has the key where a US
    /// layout has it.
    fn is(&self, name: &str) -> bool {
        // A key that awaits its vowel has no character yet, and some have none at all.
        let is_typed = !["", "Dead", "Unidentified"].contains(&self.key.as_str());
        if name.len() > 1 || (is_typed && self.key.is_ascii()) {
            return self.key.eq_ignore_ascii_case(name);
        }
        match name {
            "?" => self.shift && self.code == "Slash",
            letter => self.code.strip_prefix("Key") == Some(letter),
        }
    }
}

/// A second key that comes later than this begins anew, in milliseconds.
const SEQUENCE_MILLIS: f64 = 1_500.0;

/// Tells which action a stroke of a key runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShortcutMatcher {
    /// The first key of a sequence, and when it was pressed.
    first: Option<(&'static str, f64)>,
}

impl ShortcutMatcher {
    /// Takes a stroke at `now` in milliseconds.
    ///
    /// `plain` says whether keys without Ctrl or ⌘ count, which they never do while typing.
    pub fn press(&mut self, stroke: &Keystroke, plain: bool, now: f64) -> Option<Action> {
        let first = self.first.take();
        if stroke.alt {
            return None;
        }
        let shortcuts = || {
            let all = Action::ALL.into_iter();
            all.filter_map(|action| Some((action, action.shortcut()?)))
        };
        if stroke.command {
            return shortcuts().find_map(|(action, shortcut)| match shortcut {
                Shortcut::Command(key) => (!stroke.shift && stroke.is(key)).then_some(action),
                _ => None,
            });
        }
        if !plain {
            return None;
        }
        if let Some((first, _)) = first.filter(|(_, at)| now - at <= SEQUENCE_MILLIS) {
            let found = shortcuts().find_map(|(action, shortcut)| match shortcut {
                Shortcut::Sequence(start, key) => {
                    (start == first && stroke.is(key)).then_some(action)
                }
                _ => None,
            });
            if found.is_some() {
                return found;
            }
        }
        let found = shortcuts().find_map(|(action, shortcut)| match shortcut {
            Shortcut::Plain(key) => stroke.is(key).then_some(action),
            _ => None,
        });
        if found.is_none() {
            self.first = shortcuts().find_map(|(_, shortcut)| match shortcut {
                Shortcut::Sequence(start, _) => stroke.is(start).then_some((start, now)),
                _ => None,
            });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(key: &str, code: &str) -> Keystroke {
        Keystroke {
            key: key.to_owned(),
            code: code.to_owned(),
            shift: key == "?",
            ..Keystroke::default()
        }
    }

    fn command(key: &str, code: &str) -> Keystroke {
        Keystroke {
            command: true,
            ..stroke(key, code)
        }
    }

    #[track_caller]
    fn runs(strokes: &[(Keystroke, f64)], plain: bool, expected: Option<Action>) {
        let mut matcher = ShortcutMatcher::default();
        let mut last = None;
        for (stroke, at) in strokes {
            last = matcher.press(stroke, plain, *at);
        }
        assert_eq!(last, expected);
    }

    #[test]
    fn a_shortcut_works_on_every_layout_by_what_is_typed_or_where_the_key_is() {
        let search = Some(Action::Search);
        runs(&[(command("k", "KeyK"), 0.0)], false, search);
        runs(&[(command("K", "KeyK"), 0.0)], false, search);
        // Dvorak types k elsewhere, and t where a US layout has k.
        runs(&[(command("k", "KeyV"), 0.0)], false, search);
        runs(&[(command("t", "KeyK"), 0.0)], false, None);
        // Cyrillic and Greek type no Latin letters.
        runs(&[(command("л", "KeyK"), 0.0)], false, search);
        runs(&[(command("κ", "KeyK"), 0.0)], false, search);
        runs(&[(command("ל", "KeyK"), 0.0)], false, search);
        runs(&[(command("Unidentified", "KeyK"), 0.0)], false, search);
        // AZERTY has a where a US layout has q.
        let analytics = [(stroke("g", "KeyG"), 0.0), (stroke("a", "KeyQ"), 9.0)];
        runs(&analytics, true, Some(Action::OpenAnalytics));
        let cyrillic = [(stroke("п", "KeyG"), 0.0), (stroke("о", "KeyJ"), 9.0)];
        runs(&cyrillic, true, Some(Action::OpenJobs));
        runs(
            &[(command("Enter", "Enter"), 0.0)],
            false,
            Some(Action::Preview),
        );
        // German has the question mark beside the digits, Arabic one of its own.
        let list = Some(Action::ListShortcuts);
        runs(&[(stroke("?", "Minus"), 0.0)], true, list);
        // AZERTY beside the letters, Cyrillic above them.
        runs(&[(stroke("?", "KeyM"), 0.0)], true, list);
        runs(&[(stroke("?", "Digit7"), 0.0)], true, list);
        let arabic = Keystroke {
            shift: true,
            ..stroke("؟", "Slash")
        };
        runs(&[(arabic, 0.0)], true, list);
    }

    #[test]
    fn plain_keys_do_nothing_while_typing_and_others_still_do() {
        runs(&[(stroke("?", "Slash"), 0.0)], false, None);
        let go = [(stroke("g", "KeyG"), 0.0), (stroke("j", "KeyJ"), 100.0)];
        runs(&go, false, None);
        runs(&go, true, Some(Action::OpenJobs));
        runs(&[(command("k", "KeyK"), 0.0)], false, Some(Action::Search));
    }

    #[test]
    fn a_sequence_takes_both_keys_in_time_and_nothing_between_them() {
        let (g, j, x) = (
            stroke("g", "KeyG"),
            stroke("j", "KeyJ"),
            stroke("x", "KeyX"),
        );
        runs(&[(g.clone(), 0.0), (j.clone(), 2_000.0)], true, None);
        runs(
            &[(g.clone(), 0.0), (x, 10.0), (j.clone(), 20.0)],
            true,
            None,
        );
        runs(&[(j.clone(), 0.0)], true, None);
        let generate = Some(Action::OpenGenerate);
        runs(&[(g.clone(), 0.0), (g.clone(), 10.0)], true, generate);
        // A late second key may be the first one of another sequence.
        let late = [(g.clone(), 0.0), (g, 2_000.0), (j, 2_100.0)];
        runs(&late, true, Some(Action::OpenJobs));
    }

    #[test]
    fn alt_and_shift_make_other_shortcuts_of_the_browser() {
        let alt = Keystroke {
            alt: true,
            ..command("k", "KeyK")
        };
        runs(&[(alt, 0.0)], true, None);
        let shift = Keystroke {
            shift: true,
            ..command("K", "KeyK")
        };
        runs(&[(shift, 0.0)], true, None);
    }

    #[test]
    fn shortcuts_are_written_for_people_and_for_screen_readers() {
        assert_eq!(Shortcut::Command("K").words(false), "Ctrl K");
        assert_eq!(Shortcut::Command("K").words(true), "⌘ K");
        assert_eq!(Shortcut::Sequence("G", "J").words(true), "G J");
        let aria = Action::Search.aria_keys();
        assert_eq!(aria.as_deref(), Some("Control+K Meta+K"));
        assert_eq!(Action::OpenJobs.aria_keys(), None);
    }
}
