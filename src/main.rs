//! Starts the dashboard.

fn main() {
    toombos_dashboard::start();
}
