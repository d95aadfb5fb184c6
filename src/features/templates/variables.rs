//! What a template asks for, as a table.

use leptos::prelude::*;
use wire::templates::Variable;

/// What a template asks for.
#[component]
pub fn Variables(
    /// The variables.
    variables: Vec<Variable>,
) -> impl IntoView {
    let rows = variables
        .into_iter()
        .map(|it| {
            let need = if it.required { "Required" } else { "Optional" };
            view! {
                <tr>
                    <th scope="row">
                        <code>{it.name}</code>
                    </th>
                    <td>{it.kind.to_string()}</td>
                    <td>{need}</td>
                    <td dir="auto">{it.default.unwrap_or_else(|| "–".to_owned())}</td>
                    <td dir="auto">{it.description}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="template-table" tabindex="0" role="region" aria-label="Variables, as a table">
            <table aria-label="Variables">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Type"</th>
                        <th scope="col">"Required"</th>
                        <th scope="col">"Default"</th>
                        <th scope="col">"Description"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
