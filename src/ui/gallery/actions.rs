//! What can be pressed, and what it opens.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

#[component]
pub(super) fn Actions() -> impl IntoView {
    let pending = RwSignal::new(false);
    let menu = vec![
        MenuItem::new("retry", "Retry job").icon(IconName::Retry),
        MenuItem::new("copy", "Copy link").icon(IconName::Link),
        MenuItem::new("open", "Open content")
            .icon(IconName::External)
            .disabled(true),
        MenuItem::new("live", "Keep live").checked(true),
        MenuItem::new("delete", "Delete")
            .icon(IconName::Trash)
            .danger(),
    ];
    view! {
        <Specimen
            names="Button"
            about="Does something. Solid ink is the one thing the page is for; a button that cannot be \
                   pressed says why, and one that is at work keeps its width."
        >
            <div class="cluster">
                <Button tone=ButtonTone::Primary icon=IconName::Generate>"Generate"</Button>
                <Button icon=IconName::Retry>"Retry job"</Button>
                <Button tone=ButtonTone::Quiet icon=IconName::Eye>"Preview"</Button>
                <Button tone=ButtonTone::Danger icon=IconName::Trash>"Clear all caches"</Button>
                <Button pending=pending on_click=move |()| pending.set(true)>"Save"</Button>
                <Button tone=ButtonTone::Primary pending=true>"Create account"</Button>
                <Button disabled=true>"Save"</Button>
                <Button tone=ButtonTone::Primary reason="LinkedIn is 41 characters over its limit">
                    "Publish"
                </Button>
                <Button size=ButtonSize::Small>"Small"</Button>
                <Button size=ButtonSize::Small tone=ButtonTone::Primary>"Small"</Button>
            </div>
        </Specimen>
        <Specimen names="LinkButton" about="Leads somewhere, and looks like a button.">
            <div class="cluster">
                <LinkButton href="/jobs">"Open jobs"</LinkButton>
                <LinkButton href="https://example.com" external=true tone=ButtonTone::Quiet>
                    "Documentation"
                </LinkButton>
            </div>
        </Specimen>
        <Specimen names="IconButton" about="A button without words on it; its name is heard and shown.">
            <div class="cluster">
                <IconButton icon=IconName::Retry label="Refresh" on_click=|()| {} />
                <IconButton icon=IconName::Pause label="Pause" pressed=Some(true) on_click=|()| {} />
                <IconButton
                    icon=IconName::Download
                    label="Download"
                    tone=ButtonTone::Plain
                    on_click=|()| {}
                />
            </div>
        </Specimen>
        <Specimen names="Icon" about="All icons, drawn in one weight, for words beside them.">
            <div class="cluster">
                {IconName::ALL.iter().map(|name| view! { <Icon name=*name /> }).collect_view()}
            </div>
        </Specimen>
        <Specimen
            names="Menu"
            about="Several things to do to one thing. Arrows, Home, End and letters move."
            press="Job actions"
        >
            <Menu label="Job actions" items=menu on_choose=|_| {} />
        </Specimen>
        <Overlays />
    }
    .into_any()
}

#[component]
fn Overlays() -> impl IntoView {
    let (dialog, drawer) = (RwSignal::new(false), RwSignal::new(false));
    let palette = RwSignal::new(false);
    let command = |id: &str, label: &str, hint: &str, icon: IconName| PaletteItem {
        id: id.into(),
        label: label.into(),
        hint: Some(hint.into()),
        icon: Some(icon),
        ..PaletteItem::default()
    };
    let items = vec![
        PaletteItem {
            keys: Some("G J".into()),
            ..command("jobs", "Jobs", "Go to page", IconName::Jobs)
        },
        command(
            "new",
            "Generate content",
            "From a document",
            IconName::Generate,
        ),
        command("theme", "Dark theme", "Appearance", IconName::Moon),
    ];
    let groups = Signal::stored(vec![
        PaletteGroup::ready("Pages and actions", items),
        PaletteGroup {
            label: "Jobs".into(),
            status: PaletteStatus::Loading,
            items: Vec::new(),
        },
        PaletteGroup::ready("Documents", Vec::new()),
    ]);
    view! {
        <Specimen
            names="Dialog"
            about="A question that stops everything else. Escape and a click beside it leave things as \
                   they are."
            press="Cancel jobs"
        >
            <Button on_click=move |()| dialog.set(true)>"Cancel jobs"</Button>
            <Dialog
                open=dialog
                on_close=move |()| dialog.set(false)
                title="Cancel 3 jobs?"
                actions=move || {
                    view! {
                        <Button on_click=move |()| dialog.set(false)>"Keep them"</Button>
                        <Button tone=ButtonTone::Danger on_click=move |()| dialog.set(false)>
                            "Cancel 3 jobs"
                        </Button>
                    }
                }
            >
                <p>
                    "Two of them are writing now. What they have finished stays, what is not published "
                    "will not be."
                </p>
            </Dialog>
        </Specimen>
        <Specimen
            names="Drawer"
            about="The detail of one thing of a list, where there is no room beside it."
            press="Job detail"
        >
            <Button on_click=move |()| drawer.set(true)>"Job detail"</Button>
            <Drawer open=drawer on_close=move |()| drawer.set(false) title="Job detail">
                <Skeleton shape=SkeletonShape::Card count=2 />
            </Drawer>
        </Specimen>
        <Specimen
            names="Palette, PaletteButton"
            about="Everything by a few letters, in groups that load and fail by themselves; results are links."
            press="Search or jump to"
        >
            <PaletteButton on_click=move |()| palette.set(true) />
            <Palette open=palette source=move |_| groups on_follow=|_| {} on_run=|_| {} />
        </Specimen>
    }
    .into_any()
}
