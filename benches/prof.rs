//! x
mod workload;
use alinea::{case, embedded::Embedded, eval::Scratch, explain::Request, pipeline, plan::*, query};
use workload::{Shape, by_hand};
fn main() {
    let n = 5000;
    let mode = std::env::var("MODE").unwrap_or_default();
    let text = workload::lines(1, n, Shape::USUAL);
    let plan = pipeline::load(&Embedded::named("aes-travail").unwrap()).plan.unwrap();
    let list = &plan.lists[0].versions[1];
    let listed: by_hand::Listed = list
        .entries
        .iter()
        .map(|k| (plan.symbols.text(k[0]).unwrap().to_string(), plan.symbols.text(k[1]).unwrap().to_string()))
        .collect();
    let mut request = Request::new(&plan);
    request.reading = request.reading.with(plan.role(Role::MonthCount), 3).unwrap();
    let mut reader = case::Reader::new(&plan);
    let cases: Vec<_> = text.lines().map(|line| reader.read("x", line.as_bytes()).unwrap().clone()).collect();
    if mode == "gen" {
        let faults = std::env::var("FAULTS").ok().and_then(|f| f.parse().ok()).unwrap_or(0);
        let gaps = std::env::var("GAPS").ok().and_then(|f| f.parse().ok()).unwrap_or(0);
        let n: usize = std::env::var("N").unwrap().parse().unwrap();
        use std::io::Write;
        let mut left = n;
        let mut seed = 7;
        while left > 0 {
            let k = left.min(10000);
            std::io::stdout()
                .write_all(workload::lines(seed, k, Shape { faults, gaps, ..Shape::USUAL }).as_bytes())
                .unwrap();
            left -= k;
            seed += 1;
        }
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut scratch = Scratch::default();
    let mut c = 0;
    let mut best = std::collections::BTreeMap::new();
    for _ in 0..if mode.is_empty() { 40 } else { 300 } {
        let mut run = |name: &'static str, f: &mut dyn FnMut()| {
            if !mode.is_empty() && mode != name {
                return;
            }
            let t = std::time::Instant::now();
            f();
            let t = t.elapsed() / n as u32;
            let b = best.entry(name).or_insert(t);
            *b = t.min(*b);
        };
        run("parse", &mut || {
            for line in &lines {
                let d: by_hand::Dossier = serde_json::from_str(line).unwrap();
                c += d.dossier.len();
            }
        });
        run("hand", &mut || {
            for line in &lines {
                let d: by_hand::Dossier = serde_json::from_str(line).unwrap();
                c += by_hand::outcomes(&d, &listed).0.len();
            }
        });
        run("read", &mut || {
            for line in &lines {
                reader.read("x", line.as_bytes()).unwrap();
            }
        });
        run("eval", &mut || {
            for case in &cases {
                for v in [0, 2] {
                    c += query::outcome_within(&mut scratch, &plan, case, &request, VersionId(v)) as usize;
                }
            }
        });
        run("hot", &mut || {
            for _ in 0..n / 100 {
                for case in &cases[..100] {
                    for v in [0, 2] {
                        c += query::outcome_within(&mut scratch, &plan, case, &request, VersionId(v)) as usize;
                    }
                }
            }
        });
        run("both", &mut || {
            for line in &lines {
                let case = reader.read("x", line.as_bytes()).unwrap();
                for v in [0, 2] {
                    c += query::outcome_within(&mut scratch, &plan, case, &request, VersionId(v)) as usize;
                }
            }
        });
        if mode.is_empty() || mode == "rec" {
            run("rec", &mut || {
                for case in &cases[..500] {
                    for v in [0, 2] {
                        c += query::recorded(&plan, case, &request, VersionId(v)).map_or(0, |o| o.0 as usize);
                    }
                }
            });
        }
    }
    println!("{best:?} {c}");
}
