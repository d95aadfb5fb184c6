//! What a template asks for, as a table.

use leptos::prelude::*;
use wire::templates::Variable;

use super::text;

/// What a template asks for.
#[component]
pub fn Variables(
    /// The variables.
    variables: Vec<Variable>,
) -> impl IntoView {
    let rows = variables
        .into_iter()
        .map(|it| {
            let need = if it.required { text::variables::REQUIRED } else { text::variables::OPTIONAL };
            view! {
                <tr>
                    <th scope="row">
                        <code>{it.name}</code>
                    </th>
                    <td>{it.kind.to_string()}</td>
                    <td>{need}</td>
                    <td dir="auto">{it.default.unwrap_or_else(|| text::variables::NO_DEFAULT.to_owned())}</td>
                    <td dir="auto">{it.description}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div
            class="template-table"
            tabindex="0"
            role="region"
            aria-label=text::variables::REGION
        >
            <table aria-label=text::VARIABLES>
                <thead>
                    <tr>
                        <th scope="col">{text::variables::NAME}</th>
                        <th scope="col">{text::variables::TYPE}</th>
                        <th scope="col">{text::variables::REQUIRED}</th>
                        <th scope="col">{text::variables::DEFAULT}</th>
                        <th scope="col">{text::variables::DESCRIPTION}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
