//! Each definition by hand-made courses, and properties that hold for every course.

mod definitions;
mod properties;
mod series;
mod stored;

use super::{Course, GivenInfusion, Outcome, Rules, Scale, Score, When, outcome};
use crate::catalogue;
use crate::entry::infusion::Route;
use crate::instrument::points::Points;

fn points(total: i32) -> Points {
    Points::whole(total)
}

/// Scores by day; a total below 0 is a form without one.
fn course(infusions: &[i64], scores: &[(i64, i32)]) -> Course {
    let infusion = |day: &i64| GivenInfusion {
        when: When::on_day(*day),
        dose_mg: Some(40.0),
        route: Some(Route::Iv),
    };
    let score = |(day, total): &(i64, i32)| Score {
        when: When::on_day(*day),
        total: Some(points(*total)).filter(|_| *total >= 0),
    };
    Course::new(infusions.iter().map(infusion).collect(), scores.iter().map(score).collect())
}

fn scale(instrument: &str, rules: &Rules) -> Scale {
    Scale::of(catalogue::instrument(instrument).unwrap(), rules)
}

fn by(instrument: &str, rules: &Rules, infusions: &[i64], scores: &[(i64, i32)]) -> Outcome {
    outcome(&course(infusions, scores), &scale(instrument, rules), rules)
}

fn of(instrument: &str, infusions: &[i64], scores: &[(i64, i32)]) -> Outcome {
    by(instrument, &Rules::default(), infusions, scores)
}
