//! Signing in: with a password, with a new account, with an API key, and again.

mod accounts;
mod again;
mod connect;
mod form;
mod login;
mod register;
mod text;

pub use again::SessionEnded;
pub use connect::ConnectPage;
pub use login::LoginPage;
pub use register::RegisterPage;
