//! Dialogs and drawers on the browser's own `<dialog>`.
//!
//! The browser keeps the focus inside, makes the rest inert and gives the
//! focus back; this file only ties that to a signal.

use leptos::{ev::Event, html, prelude::*};

use super::{IconButton, IconName, text::notice as text, unique_id};
use crate::effect::effect;

/// How wide a dialog may grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Medium,
    /// Something to compare or preview.
    Large,
}

impl DialogSize {
    /// The value of `data-size`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// The edge that a drawer comes from; on phones it always is the bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DrawerSide {
    /// The right edge.
    #[default]
    Right,
    /// The bottom edge.
    Bottom,
}

impl DrawerSide {
    /// The value of `data-side`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Bottom => "bottom",
        }
    }
}

/// A modal dialog; its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the reader wants to leave; set `open` to false in it.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether Escape, the cross and a click beside it ask to close it.
    #[prop(default = true.into(), into)]
    dismissible: Signal<bool>,
    /// How wide it may grow.
    #[prop(optional)]
    size: DialogSize,
    /// Buttons below the content, the main one last.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Modal
            class="dialog"
            variant=size.as_str()
            open
            on_close
            title
            dismissible
            actions
            children
        />
    }
}

/// A modal panel at an edge of the window; a bottom sheet on phones.
#[component]
pub fn Drawer(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the reader wants to leave; set `open` to false in it.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether Escape, the cross and a click beside it ask to close it.
    #[prop(default = true.into(), into)]
    dismissible: Signal<bool>,
    /// The edge it comes from.
    #[prop(optional)]
    side: DrawerSide,
    /// Buttons below the content, the main one last.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        <Modal
            class="drawer"
            variant=side.as_str()
            open
            on_close
            title
            dismissible
            actions
            children
        />
    }
}

#[component]
fn Modal(
    class: &'static str,
    variant: &'static str,
    open: Signal<bool>,
    on_close: Callback<()>,
    title: Signal<String>,
    dismissible: Signal<bool>,
    actions: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    // A memo, so that what is typed stays when it is opened again while open.
    let open = Memo::new(move |_| open.get());
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog-title");
    let labelled = title_id.clone();
    let ask = move || {
        if dismissible.get_untracked() {
            on_close.run(());
        }
    };
    let reopen = move || {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
        {
            _ = dialog.show_modal();
        }
    };
    let content = move || {
        let children = children.clone();
        let actions = actions.clone();
        view! {
            <Modality dialog />
            <div class="modal-head">
                <h2 class="modal-title" id=title_id.clone()>
                    {move || title.get()}
                </h2>
            </div>
            <div class="modal-body">{children()}</div>
            <div class="modal-actions">{actions.run()}</div>
            // Last, so that opening focuses the content and not the way out.
            <Show when=move || dismissible.get()>
                <div class="modal-close">
                    <IconButton icon=IconName::Close label=text::CLOSE on_click=on_close />
                </div>
            </Show>
        }
    };
    view! {
        <dialog
            class=class
            data-variant=variant
            node_ref=dialog
            aria-labelledby=labelled
            on:cancel=move |event: Event| {
                event.prevent_default();
                ask();
            }
            on:close=move |_| {
                if open.get_untracked() {
                    ask();
                    // A second Escape closes a dialog whether it may be closed or not.
                    if open.get_untracked() {
                        reopen();
                    }
                }
            }
            on:pointerdown=move |event| {
                // The box fills the dialog: only the backdrop is the dialog itself.
                if event.target() == event.current_target() {
                    ask();
                }
            }
        >
            {move || open.get().then(|| view! { <div class="modal">{content()}</div> })}
        </dialog>
    }
    .into_any()
}

/// Opens the dialog once its content is there, and closes it when that goes.
#[component]
pub(super) fn Modality(
    /// The dialog around it.
    dialog: NodeRef<html::Dialog>,
) -> impl IntoView {
    effect(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            _ = dialog.show_modal();
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });
}
