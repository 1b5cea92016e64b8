//! The published facts of each instrument, written by hand: all totals, both sides of each band's
//! start, the scored items and their direction, how many may be blank, and the answers that trigger
//! crisis help.

use super::*;

/// A published instrument with a total.
struct Published {
    id: &'static str,
    /// Numbers of the scored items, with the fewest and most points of each.
    counted: &'static [(std::ops::RangeInclusive<u16>, i32, i32)],
    /// Numbers of the reversed items.
    reversed: &'static [u16],
    /// The factor of the sum.
    times: i32,
    /// Lowest and highest total.
    range: (i32, i32),
    /// The start of each band; empty if none was published.
    bands: &'static [(i32, &'static str)],
    /// How many items may be blank and replaced by the mean of the others.
    may_miss: u32,
    /// Numbers of the items that trigger crisis help, from one step above the answer without
    /// points.
    safety: &'static [u16],
}

const PLAIN: Published = Published {
    id: "",
    counted: &[],
    reversed: &[],
    times: 1,
    range: (0, 0),
    bands: &[],
    may_miss: 0,
    safety: &[],
};

const PHQ_BANDS: &[(i32, &str)] =
    &[(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately-severe"), (20, "severe")];

const PUBLISHED: &[Published] = &[
    // Kroenke, Spitzer, Williams 2001. J Gen Intern Med 16:606.
    Published {
        id: "phq9",
        counted: &[(1..=9, 0, 3)],
        range: (0, 27),
        bands: PHQ_BANDS,
        may_miss: 2,
        safety: &[9],
        ..PLAIN
    },
    // Kroenke et al. 2009. J Affect Disord 114:163.
    Published {
        id: "phq8",
        counted: &[(1..=8, 0, 3)],
        range: (0, 24),
        bands: PHQ_BANDS,
        may_miss: 2,
        ..PLAIN
    },
    // Kroenke, Spitzer, Williams 2003. Med Care 41:1284.
    Published {
        id: "phq2",
        counted: &[(1..=2, 0, 3)],
        range: (0, 6),
        bands: &[(0, "negative"), (3, "positive")],
        ..PLAIN
    },
    // Kroenke et al. 2009. Psychosomatics 50:613.
    Published {
        id: "phq4",
        counted: &[(1..=4, 0, 3)],
        range: (0, 12),
        bands: &[(0, "normal"), (3, "mild"), (6, "moderate"), (9, "severe")],
        ..PLAIN
    },
    // Kroenke, Spitzer, Williams 2002. Psychosom Med 64:258.
    Published {
        id: "phq15",
        counted: &[(1..=15, 0, 2)],
        range: (0, 30),
        bands: &[(0, "minimal"), (5, "low"), (10, "medium"), (15, "high")],
        ..PLAIN
    },
    // Johnson et al. 2002. J Adolesc Health 30:196. Bands were not gathered.
    Published { id: "phqa", counted: &[(1..=9, 0, 3)], range: (0, 27), safety: &[9], ..PLAIN },
    // Spitzer, Kroenke, Williams, Löwe 2006. Arch Intern Med 166:1092.
    Published {
        id: "gad7",
        counted: &[(1..=7, 0, 3)],
        range: (0, 21),
        bands: &[(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")],
        may_miss: 2,
        ..PLAIN
    },
    // Kroenke et al. 2007. Ann Intern Med 146:317.
    Published {
        id: "gad2",
        counted: &[(1..=2, 0, 3)],
        range: (0, 6),
        bands: &[(0, "negative"), (3, "positive")],
        ..PLAIN
    },
    // Radloff 1977. Appl Psychol Meas 1:385.
    Published {
        id: "cesd",
        counted: &[(1..=20, 0, 3)],
        reversed: &[4, 8, 12, 16],
        range: (0, 60),
        bands: &[(0, "below"), (16, "at-risk")],
        ..PLAIN
    },
    // Kessler et al. 2003. Arch Gen Psychiatry 60:184.
    Published {
        id: "k6",
        counted: &[(1..=6, 0, 4)],
        range: (0, 24),
        bands: &[(0, "low"), (5, "moderate"), (13, "high")],
        ..PLAIN
    },
    // Weathers et al. 2013, National Center for PTSD: no severity bands exist.
    Published { id: "pcl5", counted: &[(1..=20, 0, 4)], range: (0, 80), ..PLAIN },
    // Prins et al. 2016, National Center for PTSD.
    Published {
        id: "pcptsd5",
        counted: &[(1..=5, 0, 1)],
        range: (0, 5),
        bands: &[(0, "negative"), (3, "positive")],
        ..PLAIN
    },
    // Hamilton 1960, with 16A for item 16; bands as in CamCOPS hamd.
    Published {
        id: "hamd17",
        counted: &[
            (1..=3, 0, 4),
            (4..=6, 0, 2),
            (7..=11, 0, 4),
            (12..=14, 0, 2),
            (15..=15, 0, 4),
            (16..=17, 0, 2),
        ],
        range: (0, 52),
        bands: &[(0, "normal"), (8, "mild"), (14, "moderate"), (19, "severe"), (23, "very-severe")],
        safety: &[3],
        ..PLAIN
    },
    // World Health Organization 2024.
    Published {
        id: "who5",
        counted: &[(1..=5, 0, 5)],
        times: 4,
        range: (0, 100),
        bands: &[(0, "very-low"), (29, "low"), (50, "ok")],
        ..PLAIN
    },
    // Babor et al. 2001, WHO/MSD/MSB/01.6a; items 9 and 10 have 0, 2, 4.
    Published {
        id: "audit",
        counted: &[(9..=10, 0, 4), (1..=8, 0, 4)],
        range: (0, 40),
        bands: &[(0, "low"), (8, "hazardous"), (16, "harmful"), (20, "dependence")],
        ..PLAIN
    },
    // Bush et al. 1998. Arch Intern Med 158:1789: cut-offs by sex, no bands.
    Published { id: "auditc", counted: &[(1..=3, 0, 4)], range: (0, 12), ..PLAIN },
    // Skinner 1982. Addict Behav 7:363.
    Published {
        id: "dast10",
        counted: &[(1..=10, 0, 1)],
        reversed: &[3],
        range: (0, 10),
        bands: &[(0, "none"), (1, "low"), (3, "moderate"), (6, "substantial"), (9, "severe")],
        ..PLAIN
    },
    // Altman et al. 1997. Biol Psychiatry 42:948, in 0-4 coding.
    Published {
        id: "asrm",
        counted: &[(1..=5, 0, 4)],
        range: (0, 20),
        bands: &[(0, "low-probability-of-mania-hypomania"), (6, "probable-mania-hypomania")],
        may_miss: 1,
        ..PLAIN
    },
    // Beck, Steer, Brown 1996.
    Published {
        id: "bdi2",
        counted: &[(1..=21, 0, 3)],
        range: (0, 63),
        bands: &[(0, "minimal"), (14, "mild"), (20, "moderate"), (29, "severe")],
        safety: &[9],
        ..PLAIN
    },
    // Beck, Steer 1991: items 20 and 21 are not added.
    Published {
        id: "bss",
        counted: &[(1..=19, 0, 2)],
        range: (0, 38),
        safety: &[2, 4, 5, 20],
        ..PLAIN
    },
    // Bremner et al. 1998. J Trauma Stress 11:125.
    Published { id: "cadss", counted: &[(1..=23, 0, 4)], range: (0, 92), ..PLAIN },
    // Rodrigues et al. 2021. J Affect Disord 282:160.
    Published { id: "cadss6", counted: &[(1..=6, 0, 4)], range: (0, 24), ..PLAIN },
    // Abramowitz et al. 2010. Psychol Assess 22:180.
    Published { id: "docs", counted: &[(1..=20, 0, 4)], range: (0, 80), ..PLAIN },
    // Cox, Holden, Sagovsky 1987. Br J Psychiatry 150:782.
    Published {
        id: "epds",
        counted: &[(1..=10, 0, 3)],
        reversed: &[3, 5, 6, 7, 8, 9, 10],
        range: (0, 30),
        bands: &[(0, "low"), (10, "possible-depression"), (13, "probable-depression")],
        safety: &[10],
        ..PLAIN
    },
    // Bastien, Vallières, Morin 2001. Sleep Med 2:297.
    Published {
        id: "isi",
        counted: &[(1..=7, 0, 4)],
        range: (0, 28),
        bands: &[(0, "none"), (8, "subthreshold"), (15, "moderate"), (22, "severe")],
        ..PLAIN
    },
    // Montgomery, Åsberg 1979. Br J Psychiatry 134:382.
    Published {
        id: "madrs",
        counted: &[(1..=10, 0, 6)],
        range: (0, 60),
        bands: &[(0, "none"), (7, "mild"), (20, "moderate"), (35, "severe")],
        safety: &[10],
        ..PLAIN
    },
    // Svanborg, Åsberg 1994. Acta Psychiatr Scand 89:21.
    Published {
        id: "madrs_s",
        counted: &[(1..=9, 0, 6)],
        range: (0, 54),
        bands: &[(0, "none"), (13, "mild"), (20, "moderate"), (35, "severe")],
        safety: &[9],
        ..PLAIN
    },
    // Barrett, Johnson, Griffiths 2015. J Psychopharmacol 29:1182.
    Published { id: "meq30", counted: &[(1..=30, 0, 5)], range: (0, 150), ..PLAIN },
    // Foa et al. 2002. Psychol Assess 14:485.
    Published { id: "ocir", counted: &[(1..=18, 0, 4)], range: (0, 72), ..PLAIN },
    // Cohen, Kamarck, Mermelstein 1983. J Health Soc Behav 24:385.
    Published {
        id: "pss10",
        counted: &[(1..=10, 0, 4)],
        reversed: &[4, 5, 7, 8],
        range: (0, 40),
        bands: &[(0, "low"), (14, "moderate"), (27, "high")],
        ..PLAIN
    },
    // Rush et al. 2003. Biol Psychiatry 54:573: one item for each of the nine domains, the others
    // at 0.
    Published {
        id: "qids_sr16",
        counted: &[(4..=6, 0, 3), (10..=14, 0, 3), (16..=16, 0, 3)],
        range: (0, 27),
        bands: &[(0, "none"), (6, "mild"), (11, "moderate"), (16, "severe"), (21, "very-severe")],
        safety: &[12],
        ..PLAIN
    },
    // Endicott et al. 1993. Psychopharmacol Bull 29:321: items 15 and 16 are not added.
    Published { id: "qlesqsf", counted: &[(1..=14, 1, 5)], range: (14, 70), ..PLAIN },
    // Osman et al. 2001. Assessment 8:443.
    Published {
        id: "sbqr",
        counted: &[(1..=1, 1, 4), (2..=2, 1, 5), (3..=3, 1, 3), (4..=4, 0, 6)],
        range: (3, 18),
        bands: &[(3, "below-cutoff"), (7, "at-or-above-cutoff")],
        safety: &[1, 2, 3, 4],
        ..PLAIN
    },
    // Sheehan 1983.
    Published { id: "sds", counted: &[(1..=3, 0, 10)], range: (0, 30), ..PLAIN },
    // Üstün et al. 2010. Bull WHO 88:815, simple scoring of 1-5.
    Published { id: "whodas12", counted: &[(1..=12, 1, 5)], range: (12, 60), ..PLAIN },
    // Mundt et al. 2002. Br J Psychiatry 180:461.
    Published {
        id: "wsas",
        counted: &[(1..=5, 0, 8)],
        range: (0, 40),
        bands: &[
            (0, "subclinical"),
            (10, "significant-impairment"),
            (21, "moderately-severe-or-worse"),
        ],
        ..PLAIN
    },
    // Goodman et al. 1989. Arch Gen Psychiatry 46:1006.
    Published {
        id: "ybocs_sr",
        counted: &[(1..=10, 0, 4)],
        range: (0, 40),
        bands: &[
            (0, "subclinical"),
            (8, "mild"),
            (16, "moderate"),
            (24, "severe"),
            (32, "extreme"),
        ],
        ..PLAIN
    },
    // van Spijker et al. 2014. Suicide Life Threat Behav 44:408; item 1 above 0, see the exhaustive test for 0.
    Published {
        id: "sidas",
        counted: &[(1..=1, 1, 10), (2..=5, 0, 10)],
        reversed: &[2],
        range: (0, 50),
        bands: &[(0, "none-reported"), (1, "below-cutoff"), (21, "at-or-above-cutoff")],
        safety: &[1, 3],
        ..PLAIN
    },
];

/// Whether the item with this number is reversed.
pub(super) fn is_reversed(id: &str, number: Option<u16>) -> bool {
    // Snaith et al. 1995. Br J Psychiatry 167:99: disagreement with each of the 14 items counts.
    let published = PUBLISHED.iter().find(|it| it.id == id);
    id == "shaps" || published.zip(number).is_some_and(|(it, number)| it.reversed.contains(&number))
}

impl Published {
    /// Number, fewest and most points of every scored item.
    fn items(&self) -> impl Iterator<Item = (u16, i32, i32)> {
        let each = |(numbers, low, high): &(std::ops::RangeInclusive<u16>, i32, i32)| {
            let (low, high) = (*low, *high);
            numbers.clone().map(move |number| (number, low, high))
        };
        self.counted.iter().flat_map(each)
    }

    /// The answer that gives this many points.
    fn answer(&self, (number, low, high): (u16, i32, i32), points: i32) -> i32 {
        if self.reversed.contains(&number) { low + high - points } else { points }
    }

    /// One answer per item of the definition, from the points for its number.
    fn form(&self, points: impl Fn(u16) -> Option<i32>) -> Vec<Option<i32>> {
        let items = instrument(self.id).unwrap().items.iter();
        let one = |item: &Item| {
            let Some(number) = item.number else { return (item.id == "pcptsd5.0").then_some(1) };
            match self.items().find(|(counted, _, _)| *counted == number) {
                Some(counted) => points(number).map(|points| self.answer(counted, points)),
                // Items that are not scored are answered too: lower members of a domain, and items
                // beside the scale.
                None => Some(0).filter(|value| item.offers(*value)),
            }
        };
        items.map(one).collect()
    }

    /// A form with this sum before multiplication, filled in the order of `counted`.
    fn form_of(&self, raw: i32) -> Vec<Option<i32>> {
        let mut left = raw - self.items().map(|(_, low, _)| low).sum::<i32>();
        let mut points = BTreeMap::new();
        for (number, low, high) in self.items() {
            let more = left.min(high - low);
            // Items 9 and 10 of the AUDIT have no odd answers.
            let more = if self.id == "audit" && number >= 9 { more - more % 2 } else { more };
            left -= more;
            points.insert(number, low + more);
        }
        self.form(|number| points.get(&number).copied())
    }

    fn band(&self, total: i32) -> Option<&'static str> {
        (!self.bands.is_empty()).then(|| band_of(total, self.bands))
    }
}

#[test]
fn every_instrument_with_a_total_is_listed() {
    let elsewhere = [
        "peg",
        "shaps",
        "promis_anxiety_8a",
        "promis_depression_8a",
        "promis_pain_interference_8a",
    ];
    for instrument in instruments().filter(|it| it.has_total()) {
        let here = PUBLISHED.iter().any(|it| it.id == instrument.id);
        assert!(here != elsewhere.contains(&&*instrument.id), "{}", instrument.id);
    }
}

#[test]
fn bands_start_where_published() {
    for published in PUBLISHED {
        let (low, high) = published.range;
        let range = instrument(published.id).unwrap().range();
        assert_eq!(range, (Points::whole(low), Points::whole(high)), "{}", published.id);
        let first: i32 = published.items().map(|(_, low, _)| low).sum();
        for raw in first..=high / published.times {
            let total = raw * published.times;
            let score = of(published.id, &published.form_of(raw));
            let expected = (ScoreStatus::Complete, Some(total), published.band(total), 0);
            assert_eq!(told(&score), expected, "{}", published.id);
        }
        // Both sides of every start were tested, or lie between two multiples.
        assert!(published.bands.iter().all(|(from, _)| *from >= low && *from <= high));
    }
}

#[test]
fn only_scored_items_add_points() {
    for published in PUBLISHED {
        let lowest: i32 = published.items().map(|(_, low, _)| low).sum();
        for (number, low, high) in published.items() {
            let raised = published.form(|it| {
                let (_, low, _) = published.items().find(|(other, _, _)| *other == it)?;
                Some(if it == number { high } else { low })
            });
            let total = (lowest + high - low) * published.times;
            assert_eq!(
                told(&of(published.id, &raised)).1,
                Some(total),
                "{} {number}",
                published.id
            );
        }
    }
}

#[test]
fn blank_items_are_missing_and_too_many_prevent_a_total() {
    for published in PUBLISHED.iter().filter(|it| it.id != "phq15") {
        let numbers: Vec<u16> = published.items().map(|(number, _, _)| number).collect();
        for left_out in 1..=3_usize.min(numbers.len()) {
            for first in 0..=numbers.len() - left_out {
                let out = &numbers[first..first + left_out];
                let most = |it: u16| {
                    published.items().find(|(number, _, _)| *number == it).map(|(_, _, high)| high)
                };
                let form = published.form(|it| if out.contains(&it) { None } else { most(it) });
                let missing = u32::try_from(left_out).unwrap();
                // The other item of the first pair of the QIDS was answered.
                let half = u32::from(published.id == "qids_sr16" && out.contains(&6));
                let missing = missing - half;
                let score = of(published.id, &form);
                let (_, highest) = published.range;
                let expected = if missing == 0 {
                    (ScoreStatus::Complete, score.total.is_some(), 0)
                } else if missing <= published.may_miss {
                    // Every other item has the most points, so the mean is the same.
                    assert_eq!(told(&score).1, Some(highest), "{}", published.id);
                    (ScoreStatus::Prorated, true, missing)
                } else {
                    (ScoreStatus::NotScorable, false, missing)
                };
                let found = (score.status, score.total.is_some(), score.missing);
                assert_eq!(found, expected, "{} without {out:?}", published.id);
            }
        }
    }
}

/// Instruments without a total: items that trigger crisis help, and items that may be missing.
const WITHOUT_A_TOTAL: &[(&str, u32, &[&str])] = &[
    ("daily_checkin", 8, &["daily.safety"]),
    ("session_effects", 12, &[]),
    ("vitals", 8, &[]),
    ("cgi", 2, &[]),
    ("kset", 0, &[]),
    ("asc5d", 94, &[]),
    ("bpi_sf", 11, &[]),
    ("panas", 20, &[]),
    ("mdq", 15, &[]),
    ("dsm5_l1", 23, &["dsm5_l1.11"]),
    (
        "cssrs_screener",
        6,
        &[
            "cssrs_screener.1",
            "cssrs_screener.2",
            "cssrs_screener.3",
            "cssrs_screener.4",
            "cssrs_screener.5",
            "cssrs_screener.6",
        ],
    ),
];

#[test]
fn single_items_have_no_total_and_count_blanks() {
    for (id, items, safety) in WITHOUT_A_TOTAL {
        let instrument = instrument(id).unwrap();
        let score = of(id, &vec![None; instrument.items.len()]);
        assert_eq!(told(&score), (ScoreStatus::Complete, None, None, *items), "{id}");
        assert_eq!(score.safety_unanswered, u32::try_from(safety.len()).unwrap());
        let highest: Vec<_> = instrument.items.iter().map(|item| Some(item.range().1)).collect();
        let score = of(id, &highest);
        assert_eq!(told(&score), (ScoreStatus::Complete, None, None, 0), "{id}");
        assert_eq!(score.safety, Safety::of(!safety.is_empty(), 0));
    }
    let without = instruments().filter(|it| !it.has_total() && it.id != "asq");
    assert_eq!(without.count(), WITHOUT_A_TOTAL.len());
}

/// The list of safety rules: each of these answers triggers crisis help, and no other answer of any
/// instrument does.
#[test]
fn exactly_the_published_answers_trigger_crisis_help() {
    for instrument in instruments() {
        let published = PUBLISHED.iter().find(|it| it.id == instrument.id);
        let alone = WITHOUT_A_TOTAL.iter().find(|(id, _, _)| *id == instrument.id);
        for (place, item) in instrument.items.iter().enumerate() {
            let number = item.number.unwrap_or_default();
            let listed = published.is_some_and(|it| it.safety.contains(&number))
                || alone.is_some_and(|(_, _, safety)| safety.contains(&&*item.id))
                || (instrument.id == "asq" && number > 0);
            for value in item.values() {
                let harmless = match (instrument.id.as_str(), number) {
                    ("epds", 10) => value == 3,
                    ("sbqr", _) => value <= 1,
                    _ => value == 0,
                };
                let mut form = vec![None; instrument.items.len()];
                form[place] = Some(value);
                let score = of(&instrument.id, &form);
                assert_eq!(
                    score.safety == Safety::Met,
                    listed && !harmless,
                    "{} = {value}",
                    item.id
                );
            }
        }
    }
}

/// HealthMeasures, PROMIS Depression 8a, as reprinted: raw sum, T-score and standard error in tenths.
const DEPRESSION_8A: [(i32, i32, i32); 33] = [
    (8, 382, 57),
    (9, 447, 33),
    (10, 475, 27),
    (11, 494, 23),
    (12, 509, 20),
    (13, 521, 19),
    (14, 532, 18),
    (15, 541, 18),
    (16, 551, 17),
    (17, 559, 17),
    (18, 568, 17),
    (19, 577, 17),
    (20, 585, 17),
    (21, 594, 17),
    (22, 603, 17),
    (23, 612, 17),
    (24, 621, 18),
    (25, 630, 18),
    (26, 639, 18),
    (27, 649, 18),
    (28, 658, 18),
    (29, 668, 18),
    (30, 677, 18),
    (31, 687, 18),
    (32, 697, 18),
    (33, 707, 18),
    (34, 717, 18),
    (35, 728, 18),
    (36, 739, 18),
    (37, 750, 19),
    (38, 764, 20),
    (39, 782, 24),
    (40, 813, 34),
];

/// 55, 60 and 70 lie between two raw sums each: 15 and 16, 21 and 22, 32 and 33.
#[test]
fn promis_depression_has_the_published_t_scores_and_bands() {
    for (raw, t_score, error) in DEPRESSION_8A {
        let band = match raw {
            ..=15 => "within-normal-limits",
            16..=21 => "mild",
            22..=32 => "moderate",
            33.. => "severe",
        };
        let mut left = raw - 8;
        let form: Vec<i32> = (0..8)
            .map(|_| {
                let more = left.min(4);
                left -= more;
                1 + more
            })
            .collect();
        let score = of_all("promis_depression_8a", &form);
        assert_eq!(score.total, Some(Points::from_tenths(t_score)));
        assert_eq!(score.band.unwrap().code, band);
        let beside: Vec<_> = score.scores.iter().map(|(_, value)| *value).collect();
        assert_eq!(beside, [Some(Points::whole(raw)), Some(Points::from_tenths(error))]);
    }
}

/// No source of their tables could be read, so they have a raw sum but no T-score.
#[test]
fn promis_scales_without_a_table_have_only_a_raw_sum() {
    for id in ["promis_anxiety_8a", "promis_pain_interference_8a"] {
        let score = of_all(id, &[1, 2, 3, 4, 5, 1, 1, 1]);
        assert_eq!((score.status, score.total), (ScoreStatus::Complete, None));
        assert_eq!(beside(&score, "raw"), Some(18));
        assert_eq!(beside(&score, "se"), None);
    }
}
