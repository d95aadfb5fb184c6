//! Buttons, menus, dialogs, icons.

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub(super) fn Actions() -> impl IntoView {
    let dialog = RwSignal::new(false);
    let drawer = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let palette = RwSignal::new(false);
    let theme = move |name: &'static str| {
        if let Some(root) = document().document_element() {
            _ = root.set_attribute("data-theme", name);
        }
    };
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
    let commands = vec![
        PaletteItem {
            id: "jobs".into(),
            label: "Jobs".into(),
            hint: Some("Go to page".into()),
            keys: Some("G J".into()),
            icon: Some(IconName::Jobs),
            ..PaletteItem::default()
        },
        PaletteItem {
            id: "new".into(),
            label: "Generate content".into(),
            hint: Some("From a document".into()),
            icon: Some(IconName::Generate),
            ..PaletteItem::default()
        },
        PaletteItem {
            id: "theme".into(),
            label: "Dark theme".into(),
            icon: Some(IconName::Moon),
            ..PaletteItem::default()
        },
    ];
    view! {
        <Panel heading="Actions" intro="What can be pressed.">
            <div class="stack">
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
                    <LinkButton href="/jobs">"Open jobs"</LinkButton>
                    <LinkButton href="https://example.com" external=true tone=ButtonTone::Quiet>
                        "Documentation"
                    </LinkButton>
                </div>
                <div class="cluster">
                    <Button size=ButtonSize::Small>"Small"</Button>
                    <Button size=ButtonSize::Small tone=ButtonTone::Primary>"Small"</Button>
                    <IconButton icon=IconName::Sun label="Light theme" on_click=move |()| theme("light") />
                    <IconButton icon=IconName::Moon label="Dark theme" on_click=move |()| theme("dark") />
                    <IconButton icon=IconName::Pause label="Pause" pressed=Some(true) on_click=|()| {} />
                    <IconButton
                        icon=IconName::Download
                        label="Download"
                        tone=ButtonTone::Plain
                        on_click=|()| {}
                    />
                    <Menu label="Job actions" items=menu.clone() on_choose=|_| {} />
                    <Menu
                        label="Account"
                        items=menu
                        on_choose=|_| {}
                        face=|| view! { <span class="button-label">"Editor"</span> }
                    />
                    <Button on_click=move |()| dialog.set(true)>"Dialog"</Button>
                    <Button on_click=move |()| drawer.set(true)>"Drawer"</Button>
                    <PaletteButton on_click=move |()| palette.set(true) />
                </div>
                <div class="cluster">
                    {IconName::ALL.iter().map(|name| view! { <Icon name=*name /> }).collect_view()}
                </div>
            </div>
        </Panel>
        <Palette open=palette commands=commands on_run=|_| {} />
        <Dialog
            open=dialog
            on_close=move |()| dialog.set(false)
            title="Cancel 3 jobs"
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
        <Drawer open=drawer on_close=move |()| drawer.set(false) title="Job detail">
            <Skeleton shape=SkeletonShape::Card count=2 />
        </Drawer>
    }
}
