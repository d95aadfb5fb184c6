//! Texts as servers really send them, and any other.

use proptest::prelude::*;

use super::*;

/// OpenMetrics with everything that Prometheus' older format lacks.
const OPEN_METRICS: &str = r#"# TYPE http_requests counter
# HELP http_requests Requests answered.
# UNIT http_requests requests
http_requests_total{method="get"} 1027.0 # {trace_id="6c10"} 1.0 1697141781.462
http_requests_created{method="get"} 1697141700.1
# TYPE rpc_seconds histogram
# HELP rpc_seconds How long calls take.
rpc_seconds_bucket{le="0.1"} 6 # {trace_id="6c10",note="a } b # c"} 0.06 1668808476.25
rpc_seconds_bucket{le="1.0"} 8 1697141781.5 # {} 0.67
rpc_seconds_bucket{le="+Inf"} 9 1697141782
rpc_seconds_count 9
rpc_seconds_sum 3.5
rpc_seconds_created 1697141700.1
# TYPE queue gaugehistogram
queue_bucket{le="+Inf"} 2
queue_gcount 2
queue_gsum -1.5
# TYPE build info
build_info{version="1.2.3"} 1
# TYPE feature stateset
feature{feature="a"} 1
feature{feature="b"} 0
# EOF
"#;

/// In the form of Prometheus' node exporter.
const NODE: &str = "\
# HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
# TYPE node_cpu_seconds_total counter
node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"} 1.23456789e+06
node_cpu_seconds_total{cpu=\"0\",mode=\"iowait\"} 12.5
# HELP node_boot_time_seconds Node boot time, in unixtime.
# TYPE node_boot_time_seconds gauge
node_boot_time_seconds 1.795e+09
# HELP node_filesystem_avail_bytes Space available to non-root users.
# TYPE node_filesystem_avail_bytes gauge
node_filesystem_avail_bytes{device=\"C:\\\\\",fstype=\"ext4\",mountpoint=\"/\"} 7.1383396352e+10
# HELP node_hwmon_temp_crit_celsius Hardware monitor for temperature (crit)
# TYPE node_hwmon_temp_crit_celsius gauge
node_hwmon_temp_crit_celsius{chip=\"a\",sensor=\"temp1\"} NaN
";

/// In the form of the Go client, with a summary.
const GO: &str = "\
# HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration.
# TYPE go_gc_duration_seconds summary
go_gc_duration_seconds{quantile=\"0\"} 2.3e-05
go_gc_duration_seconds{quantile=\"1\"} 0.004
go_gc_duration_seconds_sum 0.117
go_gc_duration_seconds_count 1042
# HELP go_info Information about the Go environment.
# TYPE go_info gauge
go_info{version=\"go1.25.1\"} 1
# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
# TYPE process_start_time_seconds gauge
process_start_time_seconds 1.79500003e+09
";

/// In the form of the Python client, which tells in gauges of their own when counters began.
const PYTHON: &str = "\
# HELP jobs_total Jobs taken
# TYPE jobs_total counter
jobs_total{queue=\"fast\"} 3.0
# HELP jobs_created Jobs taken
# TYPE jobs_created gauge
jobs_created{queue=\"fast\"} 1.7950000001234e+09
# HELP took_seconds How long
# TYPE took_seconds histogram
took_seconds_bucket{le=\"0.1\"} 1.0
took_seconds_bucket{le=\"+Inf\"} 2.0
took_seconds_count 2.0
took_seconds_sum 0.7
# HELP took_seconds_created How long
# TYPE took_seconds_created gauge
took_seconds_created 1.7950000001e+09
";

/// In the form of the Java client: commas behind the last label, times in milliseconds.
const JAVA: &str = "\
# HELP jvm_memory_used_bytes The amount of used memory\\nin each area
# TYPE jvm_memory_used_bytes gauge
jvm_memory_used_bytes{area=\"heap\",id=\"G1 Eden Space\",} 2.5165824E7 1795000000000
jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\",} 5.5E7 1795000000000
";

/// In the form of a proxy of a service mesh, with Windows' ends of lines.
const MESH: &str = "# TYPE envoy_cluster_upstream_rq_total counter\r\n\
envoy_cluster_upstream_rq_total{envoy_cluster_name=\"outbound|80||web.svc.cluster.local\"} 17\r\n\
\r\n\
# TYPE envoy_cluster_upstream_rq_time histogram\r\n\
envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=\"a\",le=\"0.5\"} 0\r\n\
envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name=\"a\",le=\"+Inf\"} 0\r\n\
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name=\"a\"} 0\r\n\
envoy_cluster_upstream_rq_time_count{envoy_cluster_name=\"a\"} 0\r\n";

fn read(text: &str) -> Arc<Scrape> {
    Scrape::read(text).unwrap()
}

/// Each family's name, kind and number of series.
fn families(scrape: &Scrape) -> Vec<(&str, &str, usize)> {
    let families = scrape.families.iter();
    families
        .map(|family| {
            let count = family.series.len();
            (family.name.as_str(), family.kind.as_str(), count)
        })
        .collect()
}

fn one<'a>(scrape: &'a Scrape, name: &str) -> &'a Series {
    scrape.series().find(|series| series.name == name).unwrap()
}

#[test]
fn open_metrics_describes_its_families_without_the_endings_of_their_series() {
    let scrape = read(OPEN_METRICS);
    assert_eq!(
        families(&scrape),
        [
            ("http_requests", "counter", 2),
            ("rpc_seconds", "histogram", 6),
            ("queue", "gaugehistogram", 3),
            ("build", "info", 1),
            ("feature", "stateset", 2),
        ]
    );
    assert!(scrape.unread.is_empty());
    let requests = &scrape.families[0];
    assert_eq!(requests.help.as_deref(), Some("Requests answered."));
    assert_eq!(requests.unit.as_deref(), Some("requests"));
    let total = one(&scrape, "http_requests_total");
    assert_eq!((total.value, total.at), (1027.0, None));
    assert_eq!(
        total.exemplars,
        [Exemplar {
            labels: vec![("trace_id".into(), "6c10".into())],
            value: 1.0,
            at: Some(1_697_141_781_462.0),
        }]
    );
}

#[test]
fn times_count_seconds_in_open_metrics_and_milliseconds_before_it() {
    let times = |scrape: &Scrape| -> Vec<_> { scrape.series().filter_map(|one| one.at).collect() };
    // Also those without a fraction.
    assert_eq!(
        times(&read(OPEN_METRICS)),
        [1_697_141_781_500.0, 1_697_141_782_000.0]
    );
    assert_eq!(times(&read(JAVA)), [1_795_000_000_000.0; 2]);
    // A text that was cut before its end.
    assert_eq!(times(&read("a 1 1.5\nb 1 2")), [1_500.0, 2_000.0]);
    // The type of the answer knows best.
    let call = of_process();
    for (kind, expected) in [
        ("application/openmetrics-text; version=1.0.0", 17_000.0),
        ("text/plain; version=0.0.4; charset=utf-8", 17.0),
        ("text/plain", 17.0),
    ] {
        let answer = Answer {
            content_type: Some(kind.into()),
            ..Answer::new(200, "a 1 17")
        };
        assert_eq!(times(&call.read(&answer).unwrap()), [expected], "{kind}");
    }
}

#[test]
fn texts_in_the_forms_of_well_known_programs_are_read() {
    let all = [
        (
            NODE,
            vec![
                ("node_cpu_seconds_total", "counter", 2),
                ("node_boot_time_seconds", "gauge", 1),
                ("node_filesystem_avail_bytes", "gauge", 1),
                ("node_hwmon_temp_crit_celsius", "gauge", 1),
            ],
        ),
        (
            GO,
            vec![
                ("go_gc_duration_seconds", "summary", 4),
                ("go_info", "gauge", 1),
                ("process_start_time_seconds", "gauge", 1),
            ],
        ),
        (
            PYTHON,
            vec![
                ("jobs_total", "counter", 1),
                ("jobs_created", "gauge", 1),
                ("took_seconds", "histogram", 4),
                ("took_seconds_created", "gauge", 1),
            ],
        ),
        (JAVA, vec![("jvm_memory_used_bytes", "gauge", 2)]),
        (
            MESH,
            vec![
                ("envoy_cluster_upstream_rq_total", "counter", 1),
                ("envoy_cluster_upstream_rq_time", "histogram", 4),
            ],
        ),
    ];
    for (text, expected) in all {
        let scrape = read(text);
        assert_eq!(families(&scrape), expected);
        assert_eq!((scrape.unread.len(), scrape.repeated().count()), (0, 0));
        // The parts of a text that was put together from several are read as well.
        let both = read(&format!("{OPEN_METRICS}{text}"));
        assert_eq!(both.count(), scrape.count() + 14);
    }
    let node = read(NODE);
    let disk = one(&node, "node_filesystem_avail_bytes");
    assert_eq!(disk.label("device"), Some("C:\\"));
    assert_eq!(disk.value, 71_383_396_352.0);
    let java = read(JAVA);
    let help = java.families[0].help.as_deref().unwrap();
    assert_eq!(help, "The amount of used memory\nin each area");
}

#[test]
fn odd_values_are_read_and_a_hexadecimal_one_is_named() {
    let text = "app_temp_celsius NaN\napp_max{room=\"a\\\"b\"} +Inf\napp_max{room=\"c\\\\d\"} -Inf\n\
                app_max{room=\"e\\nf\"} Inf\napp_max{room=\"\"} 1e-9\n\
                app_bytes 1.7976931348623157e308\napp_neg_total -0\n\
                app_when_seconds 1.79e9 1795000000000\napp_hex 0x1F\napp_tab\t 7\n";
    let scrape = read(text);
    let unread = UnreadLine {
        number: 9,
        text: "app_hex 0x1F".into(),
    };
    assert_eq!(scrape.unread, [unread]);
    let rooms: Vec<_> = scrape.families[1]
        .series
        .iter()
        .map(|series| (series.label("room").unwrap(), series.value))
        .collect();
    assert_eq!(
        rooms,
        [
            ("a\"b", f64::INFINITY),
            ("c\\d", f64::NEG_INFINITY),
            ("e\nf", f64::INFINITY),
            ("", 1e-9),
        ]
    );
    assert_eq!(one(&scrape, "app_tab").value, 7.0);
    assert_eq!(
        one(&scrape, "app_when_seconds").at,
        Some(1_795_000_000_000.0)
    );
}

#[test]
fn a_series_that_is_there_twice_is_kept_twice_and_told() {
    let scrape = read("a{x=\"1\",y=\"2\"} 1\nb 5\na{y=\"2\",x=\"1\"} 2\na{x=\"1\"} 3\n");
    let all: Vec<_> = scrape
        .series()
        .map(|series| (series.value, series.key.copy, scrape.copies(series)))
        .collect();
    assert_eq!(all, [(1.0, 0, 2), (2.0, 1, 2), (3.0, 0, 1), (5.0, 0, 1)]);
    assert_eq!(scrape.repeated().count(), 1);
    for series in scrape.series() {
        assert_eq!(scrape.find(series.key).unwrap().1, series);
    }
    assert_eq!(read("a 1\nb 1").repeated().count(), 0);
}

#[test]
fn the_description_of_a_family_may_come_after_its_values() {
    let scrape = read("x_bucket{le=\"1\"} 1\nx_count 1\n# TYPE x histogram\n# HELP x Help.");
    assert_eq!(families(&scrape), [("x", "histogram", 2)]);
    assert_eq!(scrape.families[0].help.as_deref(), Some("Help."));
}

#[test]
fn the_parts_of_a_histogram_and_of_a_summary_are_one_family() {
    let scrape = read(
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 4\nh_count 3\n\
         # TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 1\n\
         # TYPE g gauge\ng_sum 1\n",
    );
    assert_eq!(
        families(&scrape),
        [
            ("h", "histogram", 4),
            ("s", "summary", 3),
            ("g_sum", "untyped", 1)
        ]
    );
}

#[test]
fn a_line_that_cannot_be_read_hides_no_other() {
    let scrape = read("\u{feff}a 1\n!!\nb{x=\"1} 2\nc 3\n# TYPE c gauge\n# TYPE c counter");
    let names: Vec<_> = scrape.families.iter().map(|f| f.name.as_str()).collect();
    let unread: Vec<_> = scrape.unread.iter().map(|line| line.number).collect();
    assert_eq!((names, unread), (vec!["a", "c"], vec![2, 3, 6]));
    assert_eq!(scrape.families[1].kind, Kind::Gauge);
    assert!(Scrape::read("<html>\n<body>no</body>").is_err());
    assert!(Scrape::read(r#"{"detail":"Not Found"}"#).is_err());
    assert!(read("").families.is_empty());
    assert!(read("# only words\n\n").families.is_empty());
}

#[test]
fn labels_that_all_share_are_told_apart() {
    let scrape = read("a{s=\"x\",c=\"1\"} 1\nb{s=\"x\",c=\"2\"} 1\n");
    assert_eq!(scrape.common_labels(), [("s".to_owned(), "x".to_owned())]);
    assert!(read("a{s=\"x\"} 1\nb 1").common_labels().is_empty());
}

#[test]
fn a_search_looks_at_names_meanings_and_labels() {
    let scrape = read("# HELP app_up How Long\napp_up{part=\"Cache\"} 1\napp_up{part=\"disk\"} 1");
    let found = |wanted: &str| scrape.search(wanted).len();
    for wanted in ["", "app", "how long", "LONG how", "part"] {
        assert_eq!(found(wanted), 2, "{wanted}");
    }
    for wanted in ["cache", "up CACHE", "part=cache", "app_up{part=\"Cache\"}"] {
        assert_eq!(found(wanted), 1, "{wanted}");
    }
    assert_eq!(found("memory"), 0);
}

#[test]
fn thirty_thousand_series_are_read_in_short_steps() {
    let mut text = String::from("# TYPE big gauge\n");
    for number in 0..30_000 {
        text += &format!(
            "big{{pod=\"web-{number}\",zone=\"eu-{}\"}} {number}\n",
            number % 7
        );
    }
    let mut reading = read_text(&text, None);
    let mut steps = 0;
    let scrape = loop {
        match reading.step() {
            Reading::Done(done) => break done.unwrap(),
            rest => reading = rest,
        }
        steps += 1;
    };
    assert_eq!(scrape.count(), 30_000);
    assert!(steps > 200, "{steps}");
    let found = scrape.search("web-29999");
    let [key] = found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(scrape.find(key).unwrap().1.value, 29_999.0);
}

/// What is written of one series.
#[derive(Clone, Debug)]
struct Written {
    name: String,
    labels: Vec<(String, String)>,
    value: f64,
    at: Option<i64>,
    is_quoted: bool,
}

fn written() -> impl Strategy<Value = Written> {
    let value = prop_oneof![
        any::<f64>().prop_filter("comparable", |value| !value.is_nan()),
        Just(-0.0),
        Just(f64::INFINITY),
    ];
    let labels = prop::collection::btree_map(".{1,5}", "(?s).{0,12}", 0..4);
    let at = prop::option::of(-(1_i64 << 53)..1_i64 << 53);
    let name = prop_oneof![
        "[a-zA-Z_:][a-zA-Z0-9_:]{0,9}".prop_map(|name| (name, false)),
        ".{1,9}".prop_map(|name| (name, true)),
    ];
    (name, labels, value, at).prop_map(|((name, is_quoted), labels, value, at)| Written {
        name,
        labels: labels.into_iter().collect(),
        value,
        at,
        is_quoted,
    })
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n"))
}

impl Written {
    fn line(&self) -> String {
        let mut braces: Vec<_> = self
            .labels
            .iter()
            .map(|(name, value)| format!("{}={}", quoted(name), quoted(value)))
            .collect();
        let mut name = self.name.clone();
        if self.is_quoted {
            braces.insert(0, quoted(&self.name));
            name.clear();
        }
        let at = self.at.map(|at| format!(" {at}")).unwrap_or_default();
        format!("{name}{{{}}} {:?}{at}", braces.join(","), self.value)
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
        let _ = Scrape::read(&text);
    }

    #[test]
    fn any_text_that_looks_like_metrics_is_read_or_refused(
        text in r##"([a-b_{}="\\ ,#\n\t\r]|# HELP a|# TYPE a |# UNIT a|# EOF\n|counter|_total |1|NaN|\+Inf|é){0,80}"##
    ) {
        let lines = text.split('\n').count();
        if let Ok(scrape) = Scrape::read(&text) {
            let _ = scrape.common_labels();
            prop_assert!(scrape.families.iter().all(|family| !family.series.is_empty()));
            prop_assert!(scrape.unread.iter().all(|line| (1..=lines).contains(&line.number)));
            for series in scrape.series() {
                prop_assert_eq!(scrape.find(series.key).unwrap().1.key, series.key);
            }
        }
    }

    /// Whatever is written as the format says is read as it was meant, and nothing is lost.
    #[test]
    fn what_is_written_is_what_is_read(
        all in prop::collection::vec(written(), 0..6),
        help in "[^\r\n]{0,20}",
    ) {
        let mut text = String::new();
        for one in &all {
            let help = help.trim().replace('\\', "\\\\");
            text += &format!("# HELP {} {help}\n{}\n", quoted(&one.name), one.line());
        }
        let scrape = read(&text);
        prop_assert_eq!(&scrape.unread, &[]);
        prop_assert_eq!(scrape.count(), all.len());
        for family in &scrape.families {
            prop_assert_eq!(family.help.as_deref(), Some(help.trim()));
            let expected = all.iter().filter(|one| one.name == family.name);
            for (series, one) in family.series.iter().zip(expected) {
                prop_assert_eq!(&series.name, &one.name);
                prop_assert_eq!(&series.labels, &one.labels);
                prop_assert_eq!(series.value.to_bits(), one.value.to_bits());
                prop_assert_eq!(series.at, one.at.map(|at| at as f64));
            }
        }
    }
}
