//! Alerts: what a server has noticed to go wrong, and who has seen it.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Page, Path, Stamp, routes,
    text::{open_enum, string_id},
};

string_id! {
    /// An alert's id.
    AlertId
}

open_enum! {
    /// How serious an alert is.
    Severity {
        /// Something does not work.
        Critical = "critical",
        /// Something works, not well.
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
    }
}

impl Severity {
    /// The severity in words.
    pub fn label(&self) -> &str {
        match self {
            Self::Critical => "Critical",
            Self::Warning => "Warning",
            Self::Info => "Info",
            Self::Other(word) => word,
        }
    }
}

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// How serious it is.
    pub severity: Severity,
    /// What it is about.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub component: String,
    /// What happened.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub message: Option<String>,
    /// Since when.
    pub raised_at: Stamp,
    /// Until when; `None` while it stands.
    #[serde(default)]
    pub resolved_at: Option<Stamp>,
    /// Who has said that they know of it.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub acknowledged_by: Option<String>,
}

impl Alert {
    /// Whether it stands.
    pub fn is_active(&self) -> bool {
        self.resolved_at.is_none()
    }
}

/// The alerts: those that stand first, then the newest.
pub fn list() -> Call<Page<Alert>> {
    Call::read_by(Method::Get, Path::fixed(routes::ALERTS.template), |body| {
        Page::read("alerts", body)
    })
}

/// Says that one knows of an alert.
pub fn acknowledge(id: &AlertId) -> Call<Alert> {
    Call::new(
        Method::Post,
        Path::filled(routes::ACKNOWLEDGE_ALERT.template, &[id.as_str()]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_read_whatever_else_a_server_says() {
        let call = list();
        let answer = crate::Answer::new(
            200,
            r#"{"alerts":[{"id":"a1","severity":"apocalyptic","component":"database",
                "message":null,"raised_at":"2026-11-23T00:00:00Z","resolved_at":null,
                "acknowledged_by":null,"colour":"red"}],"total":1}"#,
        );
        let page = call.read(&answer).unwrap();
        let alert = page.items.first().unwrap();
        assert!(alert.is_active());
        assert_eq!(alert.severity.label(), "apocalyptic");
        let text = page.to_json("alerts").to_string();
        let again = call.read(&crate::Answer::new(200, text)).unwrap();
        assert_eq!(again.items, page.items);
        for broken in ["", "{", "{}", r#"{"alerts":[{"id":1}]}"#, "[null]"] {
            assert!(call.read(&crate::Answer::new(200, broken)).is_err());
        }
        assert_eq!(
            acknowledge(&"a/1".into()).target(),
            "/api/v1/alerts/a%2F1/acknowledge"
        );
    }
}
