//! What to plan, known to be acceptable.

use crate::{Query, channel::Channel, text::open_enum};

open_enum! {
    /// How long the planned period is.
    Period {
        /// A day.
        Day = "day",
        /// Seven days.
        Week = "week",
        /// About thirty days.
        Month = "month",
    }
}

impl Period {
    /// The period in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Day => "A day",
            Self::Week => "A week",
            Self::Month => "A month",
            Self::Other(word) => word,
        }
    }
}

/// More items than this the server refuses.
pub const MOST_ITEMS: u32 = 50;

/// Why nothing can be planned this way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotPlan {
    /// Without channels the server fails in a way that a browser cannot even see.
    #[error("Select at least one channel.")]
    NoChannel,
    /// The server refuses a channel that it does not know.
    #[error("This server can't plan for {}.", .0.label())]
    UnknownChannel(Channel),
    /// The server refuses a period that it does not know.
    #[error("Select a day, a week or a month.")]
    UnknownPeriod,
    /// The server takes nought for as many as it can, and less for none at all.
    #[error("Enter 1 to 50 items.")]
    Count,
}

/// What to plan, known to be acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrder {
    period: Period,
    channels: Vec<Channel>,
    count: Option<u32>,
    varied: bool,
    timed: bool,
    themes: Vec<String>,
}

impl BatchOrder {
    /// A plan for these channels; `None` leaves the number of items to the server.
    pub fn new(
        period: Period,
        channels: &[Channel],
        count: Option<u32>,
    ) -> Result<Self, CannotPlan> {
        if matches!(period, Period::Other(_)) {
            return Err(CannotPlan::UnknownPeriod);
        }
        if count.is_some_and(|count| !(1..=MOST_ITEMS).contains(&count)) {
            return Err(CannotPlan::Count);
        }
        let mut families: Vec<Channel> = Vec::new();
        for channel in channels {
            let family = channel.family();
            if matches!(family, Channel::Other(_)) {
                return Err(CannotPlan::UnknownChannel(channel.clone()));
            }
            if !families.contains(&family) {
                families.push(family);
            }
        }
        if families.is_empty() {
            return Err(CannotPlan::NoChannel);
        }
        Ok(Self {
            period,
            channels: families,
            count,
            varied: true,
            timed: true,
            themes: Vec::new(),
        })
    }

    /// Whether the items differ in their templates.
    #[must_use]
    pub fn varied(mut self, varied: bool) -> Self {
        self.varied = varied;
        self
    }

    /// Whether a time is planned for each item.
    #[must_use]
    pub fn timed(mut self, timed: bool) -> Self {
        self.timed = timed;
        self
    }

    /// What the items are to be about.
    #[must_use]
    pub fn themes(mut self, themes: Vec<String>) -> Self {
        self.themes = themes;
        self.themes.retain(|theme| !theme.trim().is_empty());
        self
    }

    /// The request; what is repeated is not joined, which the server would take for one word.
    pub(super) fn query(&self) -> Query {
        let mut query = Query::new().with("period", &self.period);
        for channel in &self.channels {
            query = query.with("channels", channel);
        }
        query = query
            .maybe("count", self.count)
            // A plan is all that is wanted, should another release do more with it.
            .with("dry_run", true)
            .with("template_variety", self.varied)
            .with("include_scheduling", self.timed);
        for theme in &self.themes {
            query = query.with("content_themes", theme.trim());
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_asked_for_in_the_query_with_channels_repeated() {
        let order = BatchOrder::new(
            Period::Week,
            &[Channel::Email, "website".into(), Channel::Web],
            Some(7),
        );
        let order = order.unwrap().timed(false).themes(vec![
            " sleep ".to_owned(),
            " ".to_owned(),
            "new & old".to_owned(),
        ]);
        let call = super::super::plan(&order);
        assert_eq!(call.body, None);
        assert_eq!(
            call.target(),
            "/api/v1/batch/generateBatch?period=week&channels=email&channels=web&count=7\
             &dry_run=true&template_variety=true&include_scheduling=false\
             &content_themes=sleep&content_themes=new%20%26%20old"
        );
    }

    #[test]
    fn what_the_server_would_get_wrong_is_refused() {
        let refused = |period, channels: &[Channel], count| {
            BatchOrder::new(period, channels, count).unwrap_err()
        };
        let email = &[Channel::Email];
        assert_eq!(refused(Period::Day, &[], None), CannotPlan::NoChannel);
        assert_eq!(refused(Period::Day, email, Some(0)), CannotPlan::Count);
        assert_eq!(refused(Period::Day, email, Some(51)), CannotPlan::Count);
        assert_eq!(
            refused("year".into(), email, None),
            CannotPlan::UnknownPeriod
        );
        assert_eq!(
            refused(Period::Day, &["fax".into()], None),
            CannotPlan::UnknownChannel("fax".into())
        );
    }
}
