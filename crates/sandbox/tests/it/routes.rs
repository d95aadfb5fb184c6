//! Every route of the contract is served and described.

use wire::routes;

use crate::harness::Sandbox;

#[tokio::test]
async fn every_route_is_served_and_described() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    let api = client.raw("GET", "/openapi.json", &[], None).await.json();
    for route in routes::ALL {
        let method = route.method.as_str();
        let operation = &api["paths"][route.template][method.to_lowercase()];
        assert!(
            operation["responses"].is_object(),
            "{route} is not described"
        );
        assert!(operation["security"].is_array(), "{route} names no key");
        let path = route.template.replace(['{', '}'], "");
        let answer = client.raw(method, &path, &[], None).await;
        assert!(
            !matches!(answer.status, 404 | 405 | 500..),
            "{route} answers {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn nothing_but_sessions_and_health_is_open_to_strangers() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    let api = client.raw("GET", "/openapi.json", &[], None).await.json();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let keys = operation["security"].as_array().unwrap();
            let open = keys.iter().any(|key| key.as_object().unwrap().is_empty());
            if !open {
                let path = path.replace(['{', '}'], "");
                let answer = client.raw(&method.to_uppercase(), &path, &[], None).await;
                assert_eq!(answer.status, 401, "{method} {path}");
                assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
            }
        }
    }
}

#[tokio::test]
async fn every_name_in_the_description_leads_somewhere() {
    let sandbox = Sandbox::new();
    let text = sandbox
        .anonymous()
        .raw("GET", "/openapi.json", &[], None)
        .await;
    let api = text.json();
    let mut rest = text.body.as_str();
    while let Some((_, after)) = rest.split_once("\"#/components/schemas/") {
        let (name, after) = after.split_once('"').unwrap();
        assert!(
            api["components"]["schemas"][name].is_object(),
            "{name} is not described"
        );
        rest = after;
    }
    let mut ids: Vec<_> = api["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an operation's id is there twice");
}

#[tokio::test]
async fn the_documentation_needs_no_network() {
    let sandbox = Sandbox::new();
    let client = sandbox.anonymous();
    let page = client.raw("GET", "/docs/", &[], None).await;
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("//cdn") && !page.body.contains("https://"));
    let script = client
        .raw("GET", "/docs/swagger-ui-bundle.js", &[], None)
        .await;
    assert_eq!(script.status, 200);
}
