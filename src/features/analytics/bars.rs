//! Figures beside each other: a table, with a bar in each row.

use leptos::prelude::*;

use crate::ui::{ChannelTone, State, format_number, format_percent};

/// What hue a bar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// That of a state.
    State(State),
    /// That of a channel.
    Channel(ChannelTone),
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// How many.
    pub count: u64,
    /// Its hue, always beside words.
    pub hue: Hue,
}

/// Figures as bars, each a share of `whole`.
#[component]
pub fn Bars(
    /// What the table is of; its accessible name.
    label: &'static str,
    /// The heads of its columns: what is counted, how many, and of what they are a share.
    heads: [&'static str; 3],
    /// The figures.
    bars: Vec<Bar>,
    /// What all of them are a share of.
    whole: u64,
) -> impl IntoView {
    let rows = bars
        .into_iter()
        .map(|bar| {
            let share = share(bar.count, whole);
            let (state, channel) = match bar.hue {
                Hue::State(state) => (Some(state.as_str()), None),
                Hue::Channel(channel) => (None, Some(channel.as_str())),
            };
            view! {
                <tr>
                    <th scope="row">{bar.label}</th>
                    <td class="bars-bar" aria-hidden="true">
                        <span class="bars-ground">
                            <span
                                class="bars-fill"
                                data-state=state
                                data-channel=channel
                                style:width=format!("{:.2}%", share.unwrap_or_default() * 100.0)
                            ></span>
                        </span>
                    </td>
                    <td class="bars-count">{format_number(bar.count as f64)}</td>
                    <td class="bars-share">{share.map_or_else(|| "–".to_owned(), format_percent)}</td>
                </tr>
            }
        })
        .collect_view();
    let [what, count, of] = heads;
    view! {
        <table class="bars" aria-label=label>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{what}</th>
                    <td aria-hidden="true"></td>
                    <th scope="col">{count}</th>
                    <th scope="col">{of}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The share of a whole; `None` where there is no whole, or it is smaller than its part.
fn share(count: u64, whole: u64) -> Option<f64> {
    (whole > 0 && count <= whole).then(|| count as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_is_more_than_the_whole_is_no_share() {
        assert_eq!(share(1, 4), Some(0.25));
        assert_eq!(share(0, 4), Some(0.0));
        assert_eq!(share(0, 0), None);
        assert_eq!(share(5, 4), None);
    }
}
