//! The invented patients and their stories.

/// The course of a patient's depression over six months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Responds to the first series and stays well.
    Responder,
    /// Improves partially.
    Partial,
    /// Does not change.
    NonResponder,
    /// Responds, then relapses weeks after the last infusion.
    Relapse,
    /// Responds and stays well with an infusion every few weeks.
    Maintenance,
    /// Responds to each of four series and loses it about 25 days later; in response now.
    Cycling,
    /// Gets worse after a quiet start.
    Worsening,
    /// Responds, then stops answering.
    Silent,
    /// Started recently.
    New,
    /// Answers since ten days, and has had no infusion.
    Untreated,
    /// Had the first infusion elsewhere, and answered no form before it.
    Transferred,
    /// Had the first infusion yesterday, and answered no form since.
    JustTreated,
}

/// One invented patient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DemoPatient {
    /// Name as the clinic writes it.
    pub name: &'static str,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: &'static str,
    /// The clinic's own number.
    pub number: &'static str,
    /// How to speak of the patient.
    pub pronouns: &'static str,
    /// Weight in kilograms.
    pub weight_kg: f64,
    /// PHQ-9 at the start, in points.
    pub start: u8,
    /// The course.
    pub story: Story,
    /// Whether thoughts of death or self-harm come up in the forms.
    pub thoughts: bool,
}

impl DemoPatient {
    /// Whether the course has six months of answers, from before the first infusion until now.
    #[must_use]
    pub fn is_full(&self) -> bool {
        match self.story {
            Story::Silent
            | Story::New
            | Story::Untreated
            | Story::Transferred
            | Story::JustTreated => false,
            Story::Responder
            | Story::Partial
            | Story::NonResponder
            | Story::Relapse
            | Story::Maintenance
            | Story::Cycling
            | Story::Worsening => true,
        }
    }
}

macro_rules! people {
    ($($name:literal $born:literal $number:literal $pronouns:literal $weight:literal $start:literal $story:ident $thoughts:literal;)*) => {
        &[$(DemoPatient {
            name: $name, born: $born, number: $number, pronouns: $pronouns,
            weight_kg: $weight, start: $start, story: Story::$story, thoughts: $thoughts,
        }),*]
    };
}

/// All patients of the demo clinic. Every name is invented.
pub const PEOPLE: &[DemoPatient] = people! {
    "REYES, Dana"     "1984-03-14" "4821-K" "she/her"   82.0 21 Relapse      true;
    "LIM, Ari"        "1990-07-30" "5530-P" "they/them" 64.5 18 Partial      true;
    "OKAFOR, Sam"     "1971-11-02" "1177-C" "he/him"    91.0 20 Worsening    false;
    "HAYES, Robin"    "1988-01-22" "3308-D" "she/her"   70.0 17 Silent       false;
    "BELL, Kim"       "1995-09-09" "6120-A" "she/her"   58.0 19 Partial      false;
    "NOVAK, Jo"       "1966-01-09" "2093-T" "he/him"    77.5 22 NonResponder true;
    "ADEYEMI, Tolu"   "1979-05-27" "7714-B" "he/him"    88.0 16 Responder    false;
    "BRANDT, Ines"    "1983-12-03" "9052-F" "she/her"   61.0 20 Maintenance  false;
    "CASTRO, Luis"    "1974-08-18" "1840-H" "he/him"    95.5 23 Maintenance  true;
    "DUBOIS, Claire"  "1992-02-11" "4467-R" "she/her"   55.0 15 Responder    false;
    "EKLUND, Mira"    "1987-06-06" "8236-L" "she/her"   67.0 18 Relapse      false;
    "FARAH, Nadia"    "1999-10-25" "5901-S" "she/her"   60.5 21 Responder    true;
    "GRANT, Theo"     "1969-04-01" "3675-M" "he/him"    84.0 19 NonResponder false;
    "HOSSEINI, Parisa" "1981-09-16" "2518-V" "she/her"  72.0 17 Partial      false;
    "IVERSEN, Lars"   "1963-12-29" "7083-E" "he/him"    90.0 20 Relapse      true;
    "JONES, Marcus"   "1976-02-20" "6649-N" "he/him"    86.5 22 Cycling      false;
    "KOWALSKI, Ewa"   "1985-11-13" "1326-G" "she/her"   63.0 16 Silent       false;
    "MORALES, Ana"    "1993-03-05" "9974-J" "she/her"   59.5 18 New          false;
    "NGUYEN, Linh"    "1989-08-08" "4150-W" "she/her"   52.0 19 Responder    false;
    "OLSEN, Kaya"     "1997-01-31" "8801-Q" "they/them" 68.0 23 NonResponder true;
    "PATEL, Rohan"    "1972-10-10" "3292-X" "he/him"    79.0 17 Transferred  false;
    "QUINN, Maeve"    "1980-05-19" "6437-Y" "she/her"   66.0 20 Untreated    false;
    "ROSSI, Elena"    "1968-07-07" "2765-Z" "she/her"   71.5 18 Worsening    true;
    "SATO, Yui"       "1994-12-15" "5084-U" "she/her"   50.5 21 JustTreated  true;
};
