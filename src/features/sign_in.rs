//! Signing in: with a password, with a new account, with an API key, and again.

mod accounts;
mod connect;
mod form;
mod login;
mod reauthenticate;
mod register;
mod text;

pub use connect::ConnectPage;
pub use login::LoginPage;
pub use reauthenticate::SessionEnded;
pub use register::RegisterPage;
