//! Tells the app where a sandbox on an unusual port is.
//!
//! Trunk copies `public/config.json` as it is; this answers in its place.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// Answers every request with the configuration for this API; returns its own address.
pub fn serve(workspace: &Workspace, api: &str) -> Result<String> {
    let text = fs::read_to_string(workspace.path("public/config.json"))
        .context("cannot read public/config.json")?;
    let body = with_api(&text, api)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    let port = listener.local_addr().context("no port is free")?.port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // Whoever asked is gone; the next one is not.
            let _ = answer(stream, &body);
        }
    });
    Ok(format!("http://127.0.0.1:{port}/config.json"))
}

fn answer(mut stream: TcpStream, body: &str) -> std::io::Result<()> {
    // One read takes in the whole of such a small request.
    let mut request = [0; 4096];
    let _ = stream.read(&mut request)?;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-cache\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// The configuration with another address of the API.
fn with_api(text: &str, api: &str) -> Result<String> {
    let mut config: Value = serde_json::from_str(text).context("public/config.json is not JSON")?;
    config
        .as_object_mut()
        .context("public/config.json holds no object")?
        .insert("api_url".to_owned(), api.into());
    Ok(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_address_of_the_api_changes() {
        let text =
            r#"{"api_url":"http://127.0.0.1:8000","allowed_backends":["http://localhost:*"]}"#;
        let changed = with_api(text, "http://127.0.0.1:8121").expect("sound");
        assert!(
            changed.contains(r#""api_url":"http://127.0.0.1:8121""#),
            "{changed}"
        );
        assert!(
            changed.contains(r#""allowed_backends":["http://localhost:*"]"#),
            "{changed}"
        );
    }
}
