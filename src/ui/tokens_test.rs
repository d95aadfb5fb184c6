//! The documented pairs of colours keep their contrast in both themes.
