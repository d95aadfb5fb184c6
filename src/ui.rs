//! The component kit: shows what it is given and knows no API, state or page.
//!
//! A component's class is its name in kebab-case, a variant is a `data-*`
//! attribute, a state is an ARIA attribute, and `style/ui` selects on
//! exactly these. What can change over time is a `Signal`, so literals,
//! closures and signals are all accepted.

mod auth_layout;
mod badge;
mod button;
mod channel;
mod code;
mod csv;
mod description_list;
mod dialog;
mod disclosure;
mod dom;
mod editor;
mod empty;
mod field;
mod focus_guard;
mod for_each;
mod format;
mod frame;
#[cfg(debug_assertions)]
mod gallery;
mod hidden;
mod icon;
mod id;
mod keys;
mod lane;
mod long_text;
mod menu;
mod meter;
mod notice;
mod palette;
mod panel;
mod popover_position;
mod preview;
mod remote_view;
mod save;
mod skeleton;
mod sparkline;
mod table;
mod tabs;
mod text;
mod time;
#[cfg(test)]
mod tokens_test;
mod wordmark;

pub use auth_layout::AuthLayout;
pub use badge::{Badge, State, StateMark};
pub use button::{Button, ButtonKind, ButtonSize, ButtonTone, IconButton, LinkButton};
pub use channel::{ChannelMark, ChannelMarker, ChannelTone};
pub use code::{Code, CopyId, CopyText, IdText, shorten_middle};
pub use csv::format_csv;
pub use description_list::{Description, DescriptionLayout, DescriptionList};
pub use dialog::{Dialog, DialogSize, Drawer, DrawerSide};
pub use disclosure::Disclosure;
pub use dom::focus_soon;
pub use editor::{Editor, EditorMark};
pub use empty::Empty;
pub use field::{
    CardRadio, Checkbox, Checked, ChoiceOption, ComboOption, Combobox, DateField, FieldError,
    FieldValue, INCOMPLETE_DATE, InputKind, MomentField, NumberField, RadioGroup, Select,
    SelectOption, Switch, TextArea, TextField, TypedMoment, Unreadable, UnreadableReason,
    read_date, read_moment, read_number, read_whole, typed_moment,
};
pub use focus_guard::keep_focus_near;
pub use for_each::ForEach;
pub use format::{
    format_absolute, format_ago, format_bytes, format_clock, format_count, format_date,
    format_duration, format_full, format_number, format_percent, format_percent_down,
    format_relative, format_time, set_time_zone,
};
pub use frame::{Frame, NavGroup, NavItem};
#[cfg(debug_assertions)]
pub use gallery::Gallery;
pub use hidden::{Kbd, VisuallyHidden};
pub use icon::{Icon, IconName};
pub use id::unique_id;
pub use keys::pressed_key;
pub use lane::{Lane, LaneState};
pub use long_text::{LONG_LINE, LONG_TEXT, LongText, ShowAll, cut_text, shorten_text};
pub use menu::{Menu, MenuItem};
pub use meter::{CounterBar, Meter};
pub use notice::{Notice, NoticeItem, NoticeStack};
pub use palette::{
    Palette, PaletteButton, PaletteGroup, PaletteItem, PaletteStatus, matching_items,
};
pub use panel::Panel;
pub use preview::{EmailPreview, ForeignPage, FrameWidth, PostPreview, WebPreview};
pub use remote_view::{AnnouncedErrors, ErrorNotice, RemoteView};
pub use save::{copy_text, save_file};
pub use skeleton::{Skeleton, SkeletonShape, Spinner};
pub use sparkline::Sparkline;
pub use table::{
    Align, CardPlace, Column, DataTable, HideBelow, RowHeight, RowLink, RowTotal, SortBy,
};
pub use tabs::{TabItem, TabMark, Tabs};
pub use time::Time;
pub use wordmark::Wordmark;
