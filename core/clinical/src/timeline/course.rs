//! A patient's infusions and totals, as outcomes are computed from them.

use super::Timeline;
use crate::instrument::Instrument;
use crate::outcome::History;
use crate::outcome::{Course, GivenInfusion, Scale, Score, When};
use crate::response::FormStatus;

impl<'a> Timeline<'a> {
    /// The course on one instrument with its outcome.
    pub(crate) fn history(&self, instrument: &Instrument) -> History<'a> {
        let scale = Scale::of(instrument, self.rules);
        History::new(self.course(instrument), scale, self.rules)
    }

    /// Infusions and submitted forms. A form of an unknown version has no total.
    fn course(&self, instrument: &Instrument) -> Course {
        let infusions = self.infusions.iter().map(|given| GivenInfusion {
            when: When::at(given.infusion.at.time()),
            dose_mg: Some(given.infusion.dose_mg),
            route: Some(given.infusion.route),
        });
        let forms = self.forms_of(instrument);
        let submitted =
            forms.filter(|it| it.is_current() && it.response.status == FormStatus::Submitted);
        let scores = submitted.map(|form| Score {
            when: When::at(form.response.at.time()),
            total: form.score(self.context()).and_then(|score| score.total),
        });
        Course::new(infusions.collect(), scores.collect())
    }
}
