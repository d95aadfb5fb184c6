//! What to do about something typed that cannot be read.

use std::fmt;

use super::super::field::UnreadableReason;

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete => f.write_str("Complete this field, or clear it"),
            Self::NotATime => f.write_str("Enter a valid date and time, or clear the field"),
            Self::Year => f.write_str("Enter a four-digit year"),
            Self::Skipped(later) => {
                write!(f, "This time doesn't exist: clocks go forward. Try {later}")
            }
            Self::Twice => f.write_str("This time occurs twice: clocks go back. Select one"),
            Self::NotANumber => f.write_str("Enter a number, such as 1200, -2.5 or 12e5"),
            Self::Comma => f.write_str("Use a decimal point and no separators, such as 1234.5"),
            Self::TooLarge => f.write_str("Enter a number closer to zero"),
            Self::TooSmall => f.write_str("Enter a number further from zero, or 0"),
            Self::NotWhole => f.write_str("Enter a whole number"),
            Self::Outside(least, most) => write!(f, "Enter a number from {least} to {most}"),
        }
    }
}
