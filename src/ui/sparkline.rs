//! A small line of how a figure went; the words beside it tell it too.

use leptos::prelude::*;

/// The box that lines are drawn in; style sheets stretch it.
const BOX: (f64, f64) = (120.0, 32.0);

/// A small line through readings: when, and what.
#[component]
pub fn Sparkline(
    /// The readings, oldest first.
    #[prop(into)]
    readings: Signal<Vec<(f64, f64)>>,
    /// The lowest and the highest that can be; `None` for those that were.
    #[prop(optional, into)]
    bounds: Signal<Option<(f64, f64)>>,
) -> impl IntoView {
    let (width, height) = BOX;
    let points = move || {
        readings.with(|readings| {
            let points = line(readings, bounds.get(), width, height);
            let points = points.iter();
            points
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    view! {
        <svg
            class="sparkline"
            viewBox=format!("0 -2 {width} {}", height + 4.0)
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <line class="sparkline-ground" x1="0" x2=width y1=height y2=height />
            <polyline points=points />
        </svg>
    }
}

/// The points of a line through the readings, in a box of this width and height.
fn line(
    readings: &[(f64, f64)],
    bounds: Option<(f64, f64)>,
    width: f64,
    height: f64,
) -> Vec<(f64, f64)> {
    let (Some(first), Some(last)) = (readings.first(), readings.last()) else {
        return Vec::new();
    };
    let values = || readings.iter().map(|(_, value)| *value);
    let (low, high) = bounds.unwrap_or_else(|| {
        (
            values().fold(f64::INFINITY, f64::min),
            values().fold(f64::NEG_INFINITY, f64::max),
        )
    });
    let span = (last.0 - first.0).max(1.0);
    readings
        .iter()
        .map(|(at, value)| {
            let share = if high > low {
                ((value - low) / (high - low)).clamp(0.0, 1.0)
            } else {
                0.5
            };
            ((at - first.0) / span * width, (1.0 - share) * height)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_fills_its_box_and_one_without_a_slope_runs_in_the_middle() {
        let readings = |values: &[f64]| -> Vec<_> {
            let at = 0_u32..;
            at.zip(values)
                .map(|(at, value)| (f64::from(at), *value))
                .collect()
        };
        let points = line(&readings(&[0.0, 10.0, 5.0]), None, 100.0, 20.0);
        assert_eq!(points, [(0.0, 20.0), (50.0, 0.0), (100.0, 10.0)]);
        let flat = line(&readings(&[3.0, 3.0]), None, 100.0, 20.0);
        assert_eq!(flat, [(0.0, 10.0), (100.0, 10.0)]);
        let share = line(&readings(&[50.0, 400.0]), Some((0.0, 100.0)), 100.0, 20.0);
        assert_eq!(share, [(0.0, 10.0), (100.0, 0.0)]);
        assert!(line(&[], None, 100.0, 20.0).is_empty());
    }
}
