//! Intervals, survival and reliable change, as published.

use serde::Serialize;

/// The normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;

/// A count of a total, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// How many.
    pub count: usize,
    /// Of how many.
    #[serde(skip)]
    pub n: usize,
    /// The same as a fraction.
    pub fraction: f64,
    /// Lower and upper end of the Wilson interval.
    pub ci95: [f64; 2],
}

impl Rate {
    /// The rate of `count` in `n`, with the interval of Wilson (1927), J Am Stat Assoc 22:209–212; `None` if `n` is 0.
    ///
    /// ```
    /// use interlude_clinical::outcome::statistics::Rate;
    /// let rate = Rate::of(1, 10).unwrap();
    /// assert!((rate.ci95[0] - 0.017_876).abs() < 1e-6 && (rate.ci95[1] - 0.404_150).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn of(count: usize, n: usize) -> Option<Self> {
        if n == 0 || count > n {
            return None;
        }
        let (k, total) = (number(count), number(n));
        let (p, z2) = (k / total, Z * Z);
        let centre = (p + z2 / (2.0 * total)) / (1.0 + z2 / total);
        let half =
            Z * (p * (1.0 - p) / total + z2 / (4.0 * total * total)).sqrt() / (1.0 + z2 / total);
        let ci95 = [(centre - half).clamp(0.0, 1.0), (centre + half).clamp(0.0, 1.0)];
        Some(Self { count, n, fraction: p, ci95 })
    }
}

/// How long one patient was seen, and whether that time ended with the event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Time, at least 0.
    pub t: f64,
    /// Whether it ended with the event; otherwise it is censored.
    pub event: bool,
}

/// One step of a survival curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Time of the events.
    #[serde(serialize_with = "whole_without_decimal")]
    pub t: f64,
    /// How many were at risk. One censored at this time is.
    pub at_risk: usize,
    /// How many events.
    pub events: usize,
    /// Part without the event from this time on.
    pub survival: f64,
}

/// A survival curve: steps at the times of events, and the median.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Survival {
    /// First time at which survival is at most one half; `None` if it never is.
    #[serde(serialize_with = "whole_without_decimal")]
    pub median: Option<f64>,
    /// The steps, by time.
    pub steps: Vec<Step>,
}

impl Survival {
    /// The 95 % interval of each step, by the logarithm of minus the logarithm of survival
    /// (Kalbfleisch and Prentice 2002, 1.4.1); `None` once survival is 0.
    #[must_use]
    pub fn ci95(&self) -> Vec<Option<[f64; 2]>> {
        let mut greenwood = 0.0;
        let interval = |step: &Step| {
            let (n, d) = (number(step.at_risk), number(step.events));
            greenwood += d / (n * (n - d));
            if step.survival <= 0.0 {
                return None;
            }
            let width = Z * f64::sqrt(greenwood) / step.survival.ln();
            let end = |sign: f64| step.survival.powf((sign * width).exp());
            Some([end(-1.0), end(1.0)])
        };
        self.steps.iter().map(interval).collect()
    }
}

/// The estimate of Kaplan and Meier (1958), J Am Stat Assoc 53:457–481.
///
/// ```
/// use interlude_clinical::outcome::statistics::{Seen, kaplan_meier};
/// let seen = [(2.0, true), (3.0, false), (5.0, true)].map(|(t, event)| Seen { t, event });
/// assert_eq!(kaplan_meier(&seen).median, Some(5.0));
/// ```
#[must_use]
pub fn kaplan_meier(seen: &[Seen]) -> Survival {
    let mut sorted = seen.to_vec();
    sorted.sort_by(|a, b| a.t.total_cmp(&b.t));
    let (mut steps, mut survival, mut at_risk) = (Vec::new(), 1.0, sorted.len());
    for same in sorted.chunk_by(|a, b| a.t.total_cmp(&b.t).is_eq()) {
        let events = same.iter().filter(|it| it.event).count();
        if let Some(one) = same.first().filter(|_| events > 0) {
            survival *= number(at_risk - events) / number(at_risk);
            steps.push(Step { t: one.t, at_risk, events, survival });
        }
        at_risk -= same.len();
    }
    // A product of fractions that is one half may differ from 0.5 in its last bits.
    let median = steps.iter().find(|it| it.survival <= 0.5 + 1e-12).map(|it| it.t);
    Survival { median, steps }
}

/// The least change beyond measurement error.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReliableChange {
    /// Standard error of measurement, in points.
    pub sem: f64,
    /// Standard error of a difference, in points.
    pub s_diff: f64,
    /// A change of at least this is beyond chance in 95 of 100, in points.
    pub threshold_95: f64,
}

/// The reliable change of Jacobson and Truax (1991), J Consult Clin Psychol 59:12–19.
///
/// `None` unless the standard deviation `sd` is above 0 and `reliability` lies between 0 and 1.
///
/// ```
/// use interlude_clinical::outcome::statistics::reliable_change;
/// let it = reliable_change(7.5, 0.8).unwrap();
/// assert!((it.threshold_95 - 9.297).abs() < 1e-3);
/// ```
#[must_use]
pub fn reliable_change(sd: f64, reliability: f64) -> Option<ReliableChange> {
    if !(sd > 0.0 && sd.is_finite() && (0.0..=1.0).contains(&reliability)) {
        return None;
    }
    let sem = sd * (1.0 - reliability).sqrt();
    let s_diff = sem * std::f64::consts::SQRT_2;
    Some(ReliableChange { sem, s_diff, threshold_95: 1.96 * s_diff })
}

/// A count as a number to divide by; exact below 2^32.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Writes a whole number without a decimal, and `None` as null.
fn whole_without_decimal<T: Copy + Into<Option<f64>>, S: serde::Serializer>(
    t: &T,
    to: S,
) -> Result<S::Ok, S::Error> {
    let Some(t) = (*t).into() else { return to.serialize_none() };
    match format!("{t}").parse::<i64>() {
        Ok(whole) => to.serialize_i64(whole),
        Err(_) => to.serialize_f64(t),
    }
}
