//! The built app, served as a CDN would.

use std::{fs, path::Path};

use sandbox::args::Args;

use crate::harness::{Client, Raw, Sandbox};

const HASHED: &str = "/app-0123456789abcdef_bg.wasm";

fn built(folder: &Path) -> Client {
    served(folder, "<!doctype html><title>App</title>", None)
}

fn served(folder: &Path, page: &str, base: Option<&str>) -> Client {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("index.html", page);
    write(
        "config.json",
        r#"{"api_url":"http://elsewhere","allowed_backends":["a"]}"#,
    );
    write("favicon.svg", "<svg/>");
    write(".hidden", "secret");
    fs::create_dir_all(folder.join("folder")).unwrap();
    write("folder/index.html", "not the app");
    write("app-0123456789abcdef.js", "export {}");
    write(&HASHED[1..], "wasm itself");
    write(&format!("{}.br", &HASHED[1..]), "brotli");
    write(&format!("{}.gz", &HASHED[1..]), "gzip");
    write(
        "_headers",
        "/*\n  X-Frame-Options: DENY\n\n/favicon.svg\n  Cache-Control: max-age=60\n",
    );
    let sandbox = Sandbox::with(Args {
        app: Some(folder.to_owned()),
        base: base.map(str::to_owned),
        ..Args::default()
    });
    sandbox.anonymous()
}

async fn go(client: &Client, path: &str) -> Raw {
    let navigation = [
        ("accept", "text/html,application/xhtml+xml"),
        ("sec-fetch-mode", "navigate"),
    ];
    client.raw("GET", path, &navigation, None).await
}

async fn fetch(client: &Client, path: &str, headers: &[(&str, &str)]) -> Raw {
    client.raw("GET", path, headers, None).await
}

#[tokio::test]
async fn deep_links_get_the_app_and_missing_files_a_404() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    for path in [
        "/",
        "/jobs",
        "/jobs/job_1",
        "/health",
        "/content/a%2Fb",
        "/jobs/job_1.",
        "/content/v2.0",
        "/templates/mail.html",
        "/jobs/report.js",
        "/health.",
        // What is no escape stands for itself.
        "/jobs/100%",
        "/%zz",
        "/index.html",
    ] {
        let page = go(&client, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("<title>App"), "{path}");
        assert_eq!(
            page.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(page.header("cache-control"), Some("no-cache"));
        assert_eq!(page.header("x-frame-options"), Some("DENY"));
    }
    for path in [
        "/gone.js",
        "/app-fedcba9876543210_bg.wasm",
        "/assets/gone-0123456789abcdef.css",
        "/api/v2/nope",
        "/_headers",
    ] {
        assert_eq!(go(&client, path).await.status, 404, "{path}");
    }
    for path in [
        "/jobs",
        "/jobs/job_1.",
        "/templates/mail.html",
        "/%5Fheaders",
        "/.hidden",
        "/%2ehidden",
        "/folder",
        "/folder/",
    ] {
        assert_eq!(fetch(&client, path, &[]).await.status, 404, "{path}");
    }
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "//etc/passwd",
    ] {
        let page = fetch(&client, path, &[]).await;
        assert_eq!(page.status, 404, "{path}");
    }
}

/// What is asked of the API is compressed for those who take that; the app's files are left as they are.
#[tokio::test]
async fn answers_are_compressed_once() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    let takes = [("accept-encoding", "gzip")];
    let list = fetch(&client, "/openapi.json", &takes).await;
    assert_eq!(list.header("content-encoding"), Some("gzip"));
    let list = fetch(&client, "/openapi.json", &[]).await;
    assert_eq!(list.header("content-encoding"), None);
    let file = fetch(&client, HASHED, &takes).await;
    assert_eq!(file.header("content-encoding"), Some("gzip"));
    assert_eq!(file.body, "gzip");
}

/// Below a path the app has all of its addresses, and the API those of the root.
#[tokio::test]
async fn the_app_is_served_below_any_path() {
    let page = "<!doctype html><title>App</title>\
                <link rel=modulepreload href=/app-0123456789abcdef.js>\
                <script>import '/app-0123456789abcdef.js'</script>";
    let for_path = page.replace("/app-", "/t/app-");
    // Built for the root and moved, or built for the path.
    for (page, base) in [(page, Some("/t/")), (&*for_path, None)] {
        let folder = tempfile::tempdir().unwrap();
        let client = served(folder.path(), page, base);
        for path in ["/t/", "/t/jobs/job_1.", "/t/health"] {
            let page = go(&client, path).await;
            assert_eq!(page.status, 200, "{path}");
            assert_eq!(page.body, for_path, "{path}");
            assert_eq!(page.header("x-frame-options"), Some("DENY"));
        }
        for (path, status) in [
            ("/", 307),
            ("/t", 307),
            ("/jobs", 404),
            ("/tt/jobs", 404),
            ("/t/gone.js", 404),
            ("/t/_headers", 404),
        ] {
            let answer = go(&client, path).await;
            assert_eq!(answer.status, status, "{path}");
            if status == 307 {
                assert_eq!(answer.header("location"), Some("/t/"));
            }
        }
        let script = fetch(&client, "/t/app-0123456789abcdef.js", &[]).await;
        assert_eq!(script.body, "export {}");
        let config = fetch(&client, "/t/config.json", &[]).await;
        assert_eq!(config.json()["api_url"], "");
        let health = go(&client, "/health").await;
        assert_eq!(health.json()["status"], "healthy");
    }
}

#[tokio::test]
async fn an_address_that_is_both_answers_each_as_it_asks() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    let program = fetch(&client, "/health", &[("accept", "*/*")]).await;
    assert_eq!(program.json()["status"], "healthy");
    let person = go(&client, "/health").await;
    assert!(person.body.contains("<title>App"));
    for answer in [&program, &person] {
        let vary: Vec<_> = answer.headers.get_all("vary").iter().collect();
        assert!(
            vary.iter().any(|it| *it == "Accept, Sec-Fetch-Mode"),
            "{vary:?}"
        );
    }
    assert_eq!(go(&client, "/docs/").await.status, 200);
    assert_eq!(go(&client, "/live").await.json()["alive"], true);
}

#[tokio::test]
async fn the_smallest_twin_that_is_taken_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    for (accepted, body, encoding) in [
        ("gzip, deflate, br, zstd", "brotli", Some("br")),
        ("gzip", "gzip", Some("gzip")),
        ("br;q=0, gzip;q=0.5", "gzip", Some("gzip")),
        ("identity", "wasm itself", None),
    ] {
        let file = fetch(&client, HASHED, &[("accept-encoding", accepted)]).await;
        assert_eq!(
            (file.body.as_str(), file.header("content-encoding")),
            (body, encoding)
        );
        assert_eq!(file.header("content-type"), Some("application/wasm"));
        assert!(file.header("cache-control").unwrap().contains("immutable"));
        assert_eq!(file.header("vary"), Some("Accept-Encoding"));
    }
    let script = fetch(&client, "/app-0123456789abcdef.js", &[]).await;
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    let icon = fetch(&client, "/favicon.svg", &[]).await;
    assert_eq!(icon.header("content-type"), Some("image/svg+xml"));
    assert_eq!(icon.header("cache-control"), Some("max-age=60"));
}

#[tokio::test]
async fn a_file_that_is_known_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    let first = fetch(&client, "/favicon.svg", &[]).await;
    let etag = first.header("etag").unwrap();
    let again = fetch(&client, "/favicon.svg", &[("if-none-match", etag)]).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = client.raw("HEAD", "/favicon.svg", &[], None).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some("6"));
    for path in ["/favicon.svg", HASHED, "/config.json"] {
        let encoded = ("accept-encoding", "br");
        let file = fetch(&client, path, &[encoded]).await;
        let etag = file.header("etag").unwrap();
        let again = fetch(&client, path, &[encoded, ("if-none-match", etag)]).await;
        assert_eq!(again.status, 304, "{path}");
        for name in ["etag", "vary", "cache-control", "x-frame-options"] {
            assert_eq!(again.header(name), file.header(name), "{path}: {name}");
        }
        let other = [encoded, ("if-none-match", "\"other\"")];
        assert_eq!(fetch(&client, path, &other).await.status, 200, "{path}");
    }
    let changed = fs::read_to_string(folder.path().join("config.json")).unwrap();
    let before = fetch(&client, "/config.json", &[]).await;
    let changed = changed.replace("\"a\"", "\"b\"");
    fs::write(folder.path().join("config.json"), changed).unwrap();
    let etag = before.header("etag").unwrap();
    let after = fetch(&client, "/config.json", &[("if-none-match", etag)]).await;
    assert_eq!(after.json()["allowed_backends"][0], "b");
    let range = [("range", "bytes=1-3")];
    let part = fetch(&client, "/favicon.svg", &range).await;
    assert_eq!((part.status, part.body.as_str()), (206, "svg"));
    let post = client.raw("POST", "/favicon.svg", &[], None).await;
    assert_eq!(post.status, 404);
}

#[tokio::test]
async fn the_app_is_told_that_its_api_is_where_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let client = built(folder.path());
    let config = fetch(&client, "/config.json", &[]).await;
    assert_eq!(config.header("content-type"), Some("application/json"));
    assert_eq!(config.header("cache-control"), Some("no-cache"));
    assert_eq!(config.json()["api_url"], "");
    assert_eq!(config.json()["allowed_backends"][0], "a");
}
