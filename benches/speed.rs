mod workload;
use alinea::{case, embedded::Embedded, eval::Scratch, explain::Request, pipeline, plan::*, query, source::Sources};
use std::time::Instant;
use workload::{Shape, by_hand};
fn main() {
    let n = 20000;
    let text = workload::lines(1, n, Shape::USUAL);
    println!("{} bytes a case", text.len() / n);
    let plan = pipeline::load(&Embedded::named("aes-travail").unwrap()).plan.unwrap();
    let list = &plan.lists[0].versions[1];
    let listed: by_hand::Listed = list
        .entries
        .iter()
        .map(|k| (plan.symbols.text(k[0]).unwrap().to_string(), plan.symbols.text(k[1]).unwrap().to_string()))
        .collect();
    for _ in 0..3 {
        let t = Instant::now();
        let mut c = 0;
        for line in text.lines() {
            let d: by_hand::Dossier = serde_json::from_str(line).unwrap();
            c += d.dossier.len();
        }
        println!("parse {:?} {c}", t.elapsed() / n as u32);
        let t = Instant::now();
        let mut counts = std::collections::BTreeMap::new();
        for line in text.lines() {
            let d: by_hand::Dossier = serde_json::from_str(line).unwrap();
            *counts.entry(by_hand::outcomes(&d, &listed)).or_insert(0) += 1;
        }
        println!("hand {:?} {counts:?}", t.elapsed() / n as u32);
        let mut request = Request::new(&plan);
        request.reading = request.reading.with(plan.role(Role::MonthCount), 3).unwrap();
        let mut cases = Vec::new();
        let t = Instant::now();
        for line in text.lines() {
            cases.push(case::read(&plan, &mut Sources::default(), "x", line.as_bytes()).unwrap());
        }
        println!("read {:?}", t.elapsed() / n as u32);
        let mut reader = case::Reader::new(&plan);
        for (line, case) in text.lines().zip(&cases) {
            let mut c = reader.read("x", line.as_bytes()).unwrap().clone();
            c.texts = case.texts.clone();
            assert_eq!(c.facts.len(), case.facts.len());
            assert_eq!(c.name, case.name);
        }
        let t = Instant::now();
        for line in text.lines() {
            reader.read("x", line.as_bytes()).unwrap();
        }
        println!("direct {:?}", t.elapsed() / n as u32);
        let t = Instant::now();
        let mut scratch = Scratch::default();
        let mut bad = 0;
        let (a, b) = (VersionId(0), VersionId(2));
        let mut c = 0;
        for case in &cases {
            for v in [a, b] {
                c += query::outcome_within(&mut scratch, &plan, case, &request, v) as usize;
            }
        }
        println!("eval {:?} {c}", t.elapsed() / n as u32);
        let t = Instant::now();
        for case in &cases {
            for v in [a, b] {
                c += query::recorded(&plan, case, &request, v).map_or(0, |o| o.0 as usize);
            }
        }
        println!("recorded {:?} {c}", t.elapsed() / n as u32);
        for (line, case) in text.lines().zip(&cases) {
            let d: by_hand::Dossier = serde_json::from_str(line).unwrap();
            let o = by_hand::outcomes(&d, &listed);
            let f = (query::outcome(&plan, case, &request, a).key(), query::outcome(&plan, case, &request, b).key());
            if o != f {
                bad += 1;
                if bad < 4 {
                    println!("{o:?} {f:?}");
                }
            }
        }
        println!("bad {bad} {} {}", plan.versions[0].procedure, plan.versions[2].procedure);
    }
}
