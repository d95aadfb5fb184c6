//! What keeps the whole page from working, said once.

use leptos::prelude::*;
use wire::{ApiError, capabilities::Capability};

use crate::{
    features::shared::ServerWords,
    routes::Route,
    state::session::use_session,
    ui::{Button, ButtonSize, LinkButton, Notice, State},
};

use super::loads::Loads;

/// What keeps everything from being known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The server fails whatever it is asked about its caches.
    Failing,
    /// The server does not take the key; its words.
    KeyRefused(String),
}

impl Trouble {
    /// Why a button cannot be used, in a sentence.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Failing => "The backend fails on its cache routes, as said above.",
            Self::KeyRefused(_) => "The backend refuses the cache key.",
        }
    }
}

/// The trouble that all failures share, if they do.
pub fn trouble(failures: &[ApiError]) -> Option<Trouble> {
    let first = failures.first()?;
    let fails = |error: &ApiError| {
        matches!(error, ApiError::Hidden { .. }) || error.status().is_some_and(|it| it >= 500)
    };
    if failures.iter().all(fails) {
        return Some(Trouble::Failing);
    }
    let refuses = |error: &ApiError| error.is_auth() || error.is_forbidden();
    failures
        .iter()
        .all(refuses)
        .then(|| Trouble::KeyRefused(first.detail()))
}

/// Says it, with what can be done.
#[component]
pub fn TroubleNotice(loads: Loads) -> impl IntoView {
    let session = use_session();
    let released = Memo::new(move |_| session.is_shipped(Capability::CacheStats));
    let pending = Signal::derive(move || loads.stats.is_fetching() || loads.history.is_fetching());
    move || match loads.trouble.get()? {
        Trouble::Failing => {
            let actions = move || {
                view! {
                    <Button
                        size=ButtonSize::Small
                        pending
                        on_click=move |()| loads.again()
                    >
                        "Try again"
                    </Button>
                }
            };
            let known = released.get().then_some(
                "The released backend does so with any key, because its cache manager is never \
                 started. So it cannot be told here whether your key is right.",
            );
            Some(
                view! {
                    <Notice
                        state=State::Warn
                        title="This backend fails on all of its cache routes"
                        actions
                    >
                        <p>
                            "It failed on every question about its caches, while it answers others. \
                             Nothing can be seen or emptied from here until that is repaired; the \
                             backend's log says why."
                        </p>
                        {known.map(|words| view! { <p>{words}</p> })}
                    </Notice>
                }
                .into_any(),
            )
        }
        Trouble::KeyRefused(words) => Some(
            view! {
                <Notice
                    state=State::Bad
                    title="The backend refuses the cache key"
                    actions=|| {
                        view! {
                            <LinkButton href=Route::Connection.path() size=ButtonSize::Small>
                                "Change the key"
                            </LinkButton>
                        }
                    }
                >
                    <ServerWords text=words />
                </Notice>
            }
            .into_any(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use wire::Refusal;

    use super::*;

    #[test]
    fn a_plain_500_on_all_routes_is_said_once_and_a_refused_key_is_another_matter() {
        let hidden = ApiError::Hidden {
            route: "GET /x".into(),
        };
        let refused = |status| {
            ApiError::Refused(Refusal {
                status,
                detail: "no".into(),
                ..Default::default()
            })
        };
        assert_eq!(trouble(&[]), None);
        assert_eq!(
            trouble(&[hidden.clone(), refused(500)]),
            Some(Trouble::Failing)
        );
        assert_eq!(
            trouble(&[refused(401)]),
            Some(Trouble::KeyRefused("no".into()))
        );
        assert_eq!(trouble(&[hidden, refused(401)]), None);
        assert_eq!(trouble(&[refused(422)]), None);
    }
}
