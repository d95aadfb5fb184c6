//! What readers will see.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

const POST: &str = "Our spring roast is here: Hakuba, washed, with notes of plum and cedar. We cupped \
                    forty lots for it, and this one we could not stop talking about. Order by Thursday \
                    and it ships on Friday, roasted the same morning.";

const MAIL: &str = "<!DOCTYPE html><style>body{font:16px sans-serif;margin:32px}</style><body><h1>Spring roast</h1>\
                    <p>Hakuba, washed, with notes of plum and cedar.</p></body>";

#[component]
pub(super) fn Previews() -> impl IntoView {
    view! {
        <Specimen
            names="PostPreview"
            about="A post in its feed, with the line at which its platform cuts it off."
        >
            <PostPreview
                platform="X"
                text=POST
                limit=Some(200)
                length=u32::try_from(POST.len()).unwrap_or(u32::MAX)
                cut=Some(200)
                hashtags=vec!["coffee".to_owned()]
            />
        </Specimen>
        <Specimen
            names="EmailPreview, ForeignPage, ViewSwitch"
            about="A newsletter in the inbox and opened. Foreign HTML runs in a frame of its own, without \
                   scripts."
        >
            <EmailPreview
                subject="The spring roast is here"
                preheader=Some("Hakuba, washed".to_owned())
                html=MAIL
                recipient_count=Some(1_240)
            />
        </Specimen>
        <Specimen names="WebPreview" about="A page as a search result, and as its reader sees it.">
            <WebPreview
                title="Spring roast"
                markdown="# Spring roast\n\nHakuba, washed, with notes of plum and cedar."
                seo_title=Some("Spring roast: Hakuba".to_owned())
                seo_description=Some("A washed coffee with notes of plum and cedar.".to_owned())
                seo_url=Some("https://example.com/spring-roast".to_owned())
            />
        </Specimen>
    }
    .into_any()
}
