//! Bounds and comparisons, tried on all small ones: what is decided is so for every value between the bounds, and what is
//! not decided is so for some and not for others.

use alinea::value::{Arithmetic, Bounds, Comparison, Exact, NoExactResult, Truth};

const COMPARISONS: [Comparison; 6] = [
    Comparison::AtLeast,
    Comparison::MoreThan,
    Comparison::AtMost,
    Comparison::LessThan,
    Comparison::Equal,
    Comparison::NotEqual,
];

/// Values from −3 to 3, beyond which everything is as at the end.
const LINE: std::ops::RangeInclusive<i32> = -3..=3;

/// All bounds with ends from −2 to 2, or without an end.
fn all_bounds() -> Vec<Bounds<i32>> {
    let ends: Vec<Option<i32>> = (-2..=2).map(Some).chain([None]).collect();
    let mut found = Vec::new();
    for least in &ends {
        for greatest in &ends {
            if least.zip(*greatest).is_none_or(|(least, greatest)| least <= greatest) {
                found.push(Bounds { least: *least, greatest: *greatest, may_lack: false });
            }
        }
    }
    found
}

fn values(bounds: &Bounds<i32>) -> Vec<i32> {
    LINE.filter(|value| {
        bounds.least.is_none_or(|least| least <= *value) && bounds.greatest.is_none_or(|most| *value <= most)
    })
    .collect()
}

#[test]
fn comparisons_are_decided_where_all_values_agree() {
    for left in all_bounds() {
        for right in all_bounds() {
            for comparison in COMPARISONS {
                let (mut holds, mut fails) = (false, false);
                for one in values(&left) {
                    for other in values(&right) {
                        let found = comparison.holds(&one, &other);
                        (holds, fails) = (holds || found, fails || !found);
                    }
                }
                let expected = match (holds, fails) {
                    (true, false) => Truth::Yes,
                    (false, true) => Truth::No,
                    _ => Truth::Unknown,
                };
                assert_eq!(comparison.decide(&left, &right), expected, "{left:?} {comparison:?} {right:?}");
                assert_eq!(comparison.negated().decide(&left, &right), expected.not());
                assert_eq!(comparison.turned().decide(&right, &left), expected);
                // One that there may not be is never certain of anything.
                let lacking = Bounds { may_lack: true, ..left };
                let certain = if expected == Truth::Yes { Truth::Unknown } else { expected };
                assert_eq!(comparison.decide(&lacking, &right), certain);
            }
        }
    }
}

#[test]
fn what_two_bounds_have_together_holds_all_values_of_both() {
    for one in all_bounds() {
        for other in all_bounds() {
            let joined = values(&one.join(other));
            assert!(values(&one).iter().chain(&values(&other)).all(|value| joined.contains(value)));
            let disagree = !values(&one).iter().any(|value| values(&other).contains(value));
            assert_eq!(one.disagrees(&other), disagree, "{one:?} {other:?}");
            let extremes = [(one.smaller(other), i32::min as fn(i32, i32) -> i32), (one.larger(other), i32::max)];
            for (found, of) in extremes {
                let mut expected: Vec<i32> =
                    values(&one).iter().flat_map(|a| values(&other).into_iter().map(move |b| of(*a, b))).collect();
                expected.sort_unstable();
                expected.dedup();
                assert_eq!(values(&found), expected, "{one:?} {other:?}");
            }
        }
    }
}

/// Arithmetic gives the bounds that are reached, and no wider ones.
#[test]
fn arithmetic_gives_the_tightest_bounds() {
    let exact = |bounds: &Bounds<i32>| bounds.map(|value| Exact::from_integer(value.into()));
    for one in all_bounds().iter().map(exact) {
        for other in all_bounds().iter().map(exact) {
            for operator in [Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide] {
                check(&one, operator, &other);
            }
        }
    }
}

fn check(one: &Bounds<Exact>, operator: Arithmetic, other: &Bounds<Exact>) {
    let zero = Exact::from_integer(0);
    let apply = |a: Exact, b: Exact| match operator {
        Arithmetic::Add => Some(a + b),
        Arithmetic::Subtract => Some(a - b),
        Arithmetic::Multiply => Some(a * b),
        Arithmetic::Divide => (b != zero).then(|| a / b),
    };
    // Quarters of all small values, and a few so far out that they stand for all beyond.
    let values = |bounds: &Bounds<Exact>| {
        let near = (-12..=12).map(|quarter| Exact::new(quarter, 4));
        let far = [-1_000_000, 1_000_000].into_iter().map(Exact::from_integer);
        let within = |value: &Exact| {
            bounds.least.is_none_or(|least| least <= *value) && bounds.greatest.is_none_or(|most| *value <= most)
        };
        near.chain(far).filter(within).collect::<Vec<Exact>>()
    };
    let results: Vec<Option<Exact>> = values(one)
        .into_iter()
        .flat_map(|a| values(other).into_iter().map(move |b| (a, b)))
        .map(|(a, b)| apply(a, b))
        .collect();
    match one.combine(operator, other) {
        Err(NoExactResult::Certain) => assert!(results.iter().all(Option::is_none), "{one:?} {operator:?} {other:?}"),
        Err(NoExactResult::Possible) => assert!(results.contains(&None), "{one:?} {operator:?} {other:?}"),
        Ok(bounds) => {
            let results: Vec<Exact> = results.into_iter().map(|result| result.expect("there is a result")).collect();
            let (least, greatest) = (results.iter().min().copied(), results.iter().max().copied());
            let far = Exact::from_integer(1000);
            // What is far out stands for what has no end; a quotient by it is next to nothing.
            let near = |end: Option<Exact>| end.filter(|end| *end > -far && *end < far);
            let close = |one: Option<Exact>, other: Option<Exact>| match (one, other) {
                (Some(one), Some(other)) => one - other < Exact::new(1, 1000) && other - one < Exact::new(1, 1000),
                (one, other) => one == other,
            };
            assert!(close(bounds.least, near(least)), "{one:?} {operator:?} {other:?} = {bounds:?}, not {least:?}");
            assert!(
                close(bounds.greatest, near(greatest)),
                "{one:?} {operator:?} {other:?} = {bounds:?}, not {greatest:?}"
            );
        }
    }
}
