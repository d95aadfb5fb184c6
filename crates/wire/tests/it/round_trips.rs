//! Whatever is made up of a type is read, written and read again without loss.

use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use crate::shapes::types;

/// Without files of past failures: what failed once becomes a test by name.
fn config() -> Config {
    Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    }
}

#[test]
fn every_type_survives_the_round_trip() {
    for kind in types() {
        let mut runner = TestRunner::new(config());
        let run = runner.run(&kind.shape.any(), |value| {
            let written = (kind.read)(&value.to_string())
                .unwrap_or_else(|error| panic!("{}: {error} in {value}", kind.name));
            assert_kept(kind.name, &value, &written);
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{}: {error}", kind.name));
    }
}

#[test]
fn whatever_has_a_wrong_type_or_is_missing_is_unreadable() {
    for kind in types() {
        let mut runner = TestRunner::deterministic();
        for _ in 0..4 {
            let right = kind.shape.any().new_tree(&mut runner).unwrap();
            let right = proptest::strategy::ValueTree::current(&right);
            for (place, wrong) in kind.shape.wrongs(&right) {
                // A page may be a bare list, by design.
                if kind.name.starts_with("a page") && wrong.is_array() {
                    continue;
                }
                let read = (kind.read)(&wrong.to_string());
                assert!(read.is_err(), "{}{place} reads as {read:?}", kind.name);
            }
        }
    }
}

/// Everything that was said is still said.
#[track_caller]
fn assert_kept(name: &str, said: &Value, written: &Value) {
    match (said, written) {
        (Value::Object(said), Value::Object(written)) => {
            for (field, said) in said {
                // Null and missing mean the same, and so do an empty address of a result and an
                // empty list or map where both may be left out.
                let empty = said.as_array().is_some_and(Vec::is_empty)
                    || said.as_object().is_some_and(serde_json::Map::is_empty);
                let nothing = said.is_null()
                    || (field == "url" && said == "")
                    || (empty && !written.contains_key(field));
                match written.get(field) {
                    Some(written) => assert_kept(name, said, written),
                    None => assert!(nothing, "{name}: `{field}` was {said}, and is lost"),
                }
            }
        }
        // Titles and names are read as one line.
        (Value::String(said), Value::String(written)) => assert!(
            said == written || wire::one_line(said) == *written,
            "{name}: {said:?} became {written:?}"
        ),
        (Value::Array(said), Value::Array(written)) => {
            assert_eq!(said.len(), written.len(), "{name}");
            for (said, written) in said.iter().zip(written) {
                assert_kept(name, said, written);
            }
        }
        (Value::Number(said), Value::Number(written)) => {
            let [said, written] = [said, written].map(|number| number.as_f64().unwrap());
            // Numbers are read quickly, which may cost the last binary digit of a large one.
            let tolerance = said.abs() * 2.0 * f64::EPSILON;
            assert!(
                (said - written).abs() <= tolerance,
                "{name}: {said} became {written}"
            );
        }
        _ => {
            // A channel's result that is no object is wrapped into one.
            let wrapped = written.get("value") == Some(said);
            let nothing = said.is_null() && [json!({}), json!([]), json!("")].contains(written);
            // So is a time in no known form made a text.
            let said_as_text = said.to_string();
            let told = *written == said_as_text;
            assert!(
                said == written || nothing || wrapped || told,
                "{name}: {said} became {written}"
            );
        }
    }
}
