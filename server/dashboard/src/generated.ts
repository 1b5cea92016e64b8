/**
 * The types that cross between page and core: generated from core's own by `cargo xtask types`; do not edit.
 */

/** Everything that is known about one instrument, in words. */
export type About = {
  /** Id, such as `phq9`. */
  id: string,
  /** Name in tables. */
  short: string,
  /** Full name. */
  title: string,
  /** Version of the wording. */
  version: string,
  /** Conditions it is used for, as codes. */
  conditions: Array<string>,
  /** The same in words. */
  conditions_text: string,
  /** What else people call them; for search only. */
  also_text: string,
  /** Who answers. */
  respondent: Respondent,
  /** The same in a word. */
  respondent_text: string,
  /** Number of questions. */
  items: number,
  /** Lowest and highest total, such as `0–27`; `None` without a total. */
  range_text: string | null,
  /** `↓ lower is better`; empty where nothing is better. */
  direction_text: string,
  /** `last 2 weeks`. */
  recall_text: string,
  /** `not sooner than 7 days`. */
  interval_text: string,
  /** `about 1 minute`; `None` for what clinicians rate, which takes as long as the conversation. */
  duration_text: string | null,
  /** Kind of permission. */
  licence_class: LicenceClass,
  /** The same in words. */
  licence_text: string,
  /** The notice, verbatim. */
  licence: string,
  /** Whether the permission was read at a source. */
  licence_verified: boolean,
  /** The publication. */
  citation: string | null,
  /** Severity bands, rising. */
  bands: Array<BandText>,
  /** Published cut-offs, in sentences. */
  cut_points: Array<string>,
  /** Whether an answer can bring up crisis help. */
  safety: boolean,
  /** Which questions do, in a sentence. */
  safety_text: string | null,
  /** What was not read at a source, in sentences. */
  marks: Array<string>,
  /** Variants and traps. */
  notes: Array<string>,
  /** Where the wording comes from. */
  wording: WordingOrigin,
  /** The same in words. */
  wording_text: string,
  /** Translations. */
  languages: Array<Language>,
  /** Whether patients are asked it. */
  on: boolean,
  /** Whether it can be switched on. */
  can_switch: boolean,
  /** Why it cannot. */
  switch_text: string | null,
  /** What a lead confirms before it is switched on. */
  confirm_text: string | null, };

/** What a button of the crisis screen does. */
export type ActionKind = "call" | "text" | "chat";

/** An answer as it was given. */
export type AnswerView = { "choice": number } | { "number": number } | { "yes-no": boolean } | { "text": string } | "skipped";

/** An instrument of which there are responses. */
export type Available = {
  /** Id, such as `phq9`. */
  id: string,
  /** Name in tables. */
  short: string,
  /** Number of submitted forms. */
  responses: number, };

/** A band in words. */
export type BandText = {
  /** `5–9`. */
  range_text: string,
  /** Stable name. */
  code: string,
  /** Published name. */
  label: string,
  /** Its place from the least severe on, from 0, whichever way is better. */
  step: number, };

/** One severity band of a chart. */
export type BandView = {
  /** Lowest total. */
  from: Points,
  /** Highest total. */
  to: Points,
  /** Both, such as `5–9`. */
  range_text: string,
  /** Stable name. */
  code: string,
  /** Published name. */
  label: string,
  /** Its place from the least severe on, from 0, whichever way is better. */
  step: number, };

/** A reason why it is hard to reach out, with a reply. */
export type Barrier = {
  /** What a person may think. */
  said: string,
  /** A plain reply. */
  reply: string,
  /** Buttons that help. */
  actions: Array<CrisisAction>, };

/** The kinds of failure that the page and its Worker add. */
export type BoundaryCode = "malformed" | "not-started" | "worker-failed" | "unexpected";

/** One file in use. */
export type BroughtFile = {
  /** The clinic's record of it, in hex. */
  record: string,
  /** Version, language, day and licence, in words. */
  text: string,
  /** In how many patients' journals it stands. */
  patients: number, };

/** The files of one instrument, by time. */
export type BroughtFiles = {
  /** One for each. */
  files: Array<BroughtFile>, };

/**
 * One call of the page. Its answer is the variant of [`Reply`](super::reply::Reply) with the same name.
 *
 * Times are RFC 3339 with offset; patients, clinics and records are ids in hex.
 */
export type Call = { "call": "start", "args": {
    /** The clinic of the address. */
    clinic: string | null, } } | { "call": "set_up", "args": NewClinicForm } | { "call": "confirm_kit", "args": {
    /** The groups as typed. */
    groups: [string, string], } } | { "call": "sign_in", "args": {
    /** The clinic. */
    clinic: string,
    /** The login as typed. */
    login: string,
    /** The passphrase as typed. */
    passphrase: string, } } | { "call": "sync" } | { "call": "watch" } | { "call": "panel", "args": {
    /** The page's time. */
    now: string, } } | { "call": "chart", "args": {
    /** The patient. */
    patient: string,
    /** The instrument to draw; the core chooses if it is `null`. */
    instrument: string | null,
    /** The page's time. */
    now: string, } } | { "call": "clinic_info" } | { "call": "set_clinic_info", "args": {
    /** All of them. */
    info: InfoForm, } } | { "call": "invite", "args": NewPatient } | { "call": "pairing_state" } | { "call": "confirm", "args": {
    /** The digits as typed. */
    digits: string, } } | { "call": "cancel_invite" } | { "call": "record_infusion", "args": InfusionForm } | { "call": "correct_profile", "args": ProfileForm } | { "call": "dose_text", "args": {
    /** Dose in mg. */
    dose_mg: number,
    /** Body weight in kg. */
    weight_kg: number | null, } } | { "call": "rateable" } | { "call": "open_rating", "args": {
    /** The patient. */
    patient: string,
    /** Id of the form. */
    instrument: string,
    /** When it is opened. */
    at: string, } } | { "call": "rate", "args": {
    /** The form. */
    rating: string,
    /** Id of the item. */
    item: string,
    /** The answer. */
    answer: AnswerView, } } | { "call": "rating", "args": {
    /** The form. */
    rating: string, } } | { "call": "sign_rating", "args": SignForm } | { "call": "discard_rating", "args": {
    /** The form. */
    rating: string, } } | { "call": "unsaved_ratings" } | { "call": "take_back", "args": TakeBackForm } | { "call": "patients" } | { "call": "library" } | { "call": "library_item", "args": {
    /** Id of the instrument. */
    id: string, } } | { "call": "set_forms", "args": FormsForm } | { "call": "check_upload", "args": {
    /** The file. */
    text: string, } } | { "call": "upload_instrument", "args": UploadForm } | { "call": "brought_files", "args": {
    /** Id of the instrument. */
    id: string, } } | { "call": "take_file_back", "args": TakeFileBackForm } | { "call": "lock" } | { "call": "sign_out" };

/** One patient's course on one instrument. */
export type Chart = {
  /** The patient's space in hex. */
  patient: string,
  /** Who it is. */
  person: Person,
  /** What the patient shares. */
  sharing: SharingView,
  /** The instrument drawn. */
  instrument: InstrumentView,
  /** Instruments that can be drawn. */
  available: Array<Available>,
  /** Forms by time. */
  points: Array<Point>,
  /** Infusions by time. */
  infusions: Array<InfusionPoint>,
  /** Single questions, one small chart each. */
  checkins: Array<ItemTrend>,
  /** Infusions and forms that were taken back, by time. */
  taken_back: Array<TakenBack>,
  /** The chart in one sentence. */
  summary: string,
  /** First local date with anything to draw. */
  first_day: string | null,
  /** Last local date with anything to draw. */
  last_day: string | null,
  /** States of all records. */
  counts: Counts,
  /** Records whose content could not be read. */
  unreadable: number,
  /** The notice about records left out; `None` if there are none. */
  unreadable_text: string | null,
  /** Forms answered to a version that nobody here knows; `None` if there are none. */
  unknown_text: string | null,
  /** Says that newer records could not be fetched; `None` otherwise, and on a phone. */
  late_text: string | null,
  /** Answers that met a safety rule, on all instruments; `None` if there were none. */
  safety_text: string | null,
  /** Safety items that the latest form of an instrument left open, on all instruments; `None` if there are none. */
  safety_unanswered_text: string | null, };

/** How many records of a journal are in which state (protocol.md 3.4). */
export type Counts = {
  /** Opened, allowed and understood. */
  counted: number,
  /** Hash, padding or JSON is wrong. */
  damaged: number,
  /** The key is not here yet. */
  unopened: number,
  /** Written after its author was removed. */
  late: number,
  /** Written by nobody who ever was a member. */
  unknown_author: number,
  /** Written by somebody whose role may not write it. */
  not_allowed: number,
  /** Two versions of one place exist. */
  contested: number,
  /** Of a kind or with a field that only a newer version knows. */
  newer: number, };

/** One button of the crisis screen. */
export type CrisisAction = {
  /** What the button does. */
  kind: ActionKind,
  /** Text on the button. */
  label: string,
  /** Smaller text, such as the name of the line. */
  detail: string | null,
  /** Number to dial or text: digits, optionally after a `+`. */
  number: string | null,
  /** Text to fill into the message. */
  body: string | null,
  /** Page to open. */
  url: string | null,
  /** What to do or know when using it: `then press 1`, `needs internet`. */
  hint: string | null,
  /** The label for screen readers. */
  spoken: string | null, };

/** Crisis help to draw at once. Show it before storing anything. */
export type CrisisDirective = {
  /** First line of the screen. */
  heading: string,
  /** Lines under the heading. */
  lines: Array<string>,
  /** Emergency number, always first. */
  emergency: CrisisAction,
  /** The line to call; `None` if the country is unknown. */
  primary: CrisisAction | null,
  /** Text and chat; lines of several countries if the country is unknown. */
  others: Array<CrisisAction>,
  /** Further lines, behind "More lines". */
  more: Array<CrisisAction>,
  /** What makes it hard to reach out, with a reply to each. */
  barriers: Array<Barrier>,
  /** The date of the list, as text. */
  checked_text: string,
  /** Text under "Write to my clinic". */
  clinic_text: string,
  /** Button for the clinic's telephone, if there is a number to dial. */
  clinic: CrisisAction | null,
  /** Whether the form is private, so that the clinic does not see it. */
  private_form: boolean,
  /** Country code of the content; `None` for the country-neutral help. */
  country: string | null,
  /** Language of the content (BCP 47). */
  language: string, };

/** Words beside a dose that is being typed. */
export type DoseTexts = {
  /** `0.5 mg/kg`; `None` without a weight. */
  per_kg_text: string | null,
  /** A question when it lies outside the clinic's own range. */
  warning: string | null, };

/** Name of a [`ClientError`](super::ClientError), in kebab-case. */
export type ErrorCode = "invalid-invite" | "expired-invite" | "used-invite" | "invite-burnt" | "wrong-clinic" | "wrong-digits" | "offline" | "busy" | "server-refused" | "server-wrong" | "clock" | "session-ended" | "cannot-unlock" | "changed-clinic-key" | "wrong-groups" | "wrong-year" | "unknown-patient" | "unknown-record" | "invalid" | "invalid-dose" | "invalid-weight" | "invalid-duration" | "invalid-route" | "invalid-time" | "invalid-reason" | "invalid-name" | "invalid-login" | "invalid-born" | "invalid-token" | "too-long" | "unknown-instrument" | "unknown-item" | "not-offered" | "incomplete" | "already-closed" | "wrong-stage" | "disk-full" | "damaged-journal" | "newer-journal" | "storage" | "wrong-key" | "guard" | "not-allowed" | "refused-file" | "no-wording" | "clinician-rated" | "patient-rated" | "not-confirmed" | "not-yet" | "internal";

/** What a page hears while a call runs. */
export type Event = { "kind": "progress" } & Progress;

/** Why a call failed, as the page shows it. */
export type Failure = {
  /** The kind of failure. */
  code: FailureCode,
  /** What happened, what is kept, what to do. */
  text: string,
  /** Seconds to wait before the next try; `null` if nobody said. */
  retry_after: number | null, };

/** The kind of a failure. */
export type FailureCode = ErrorCode | BoundaryCode;

/** What may be answered to an item. */
export type FormItemKind = "choice" | "number" | "boolean" | "integer" | "decimal" | "text";

/** One option of a choice. */
export type FormOption = {
  /** Its stored value. */
  value: number,
  /** The wording. */
  label: string, };

/** What patients are to be asked. */
export type FormsForm = {
  /** Ids of all that are on afterwards, in the order in which they are asked. */
  ids: Array<string>,
  /** Ids of those whose non-commercial terms the lead has just confirmed. */
  confirmed: Array<string>, };

/** The clinic's words about itself, as a form has them. */
export type InfoForm = {
  /** Telephone, if it wants to be called. */
  telephone: string | null,
  /** When answers are read, in words. */
  hours: string,
  /** IANA name of the clinic's zone. */
  zone: string,
  /** Two-letter country for crisis help. */
  country: string | null,
  /** Language (BCP 47). */
  language: string,
  /** Within how many hours answers are read. */
  read_within_hours: number, };

/** An infusion as typed. */
export type InfusionForm = {
  /** The patient's space in hex. */
  patient: string,
  /** The year of birth, retyped for this patient. */
  year_of_birth: number,
  /** When it began (RFC 3339 with offset). */
  at: string,
  /** IANA name of the zone. */
  zone: string,
  /** `iv`, `im`, `in`, `sc`, `po` or `sl`. */
  route: string,
  /** Dose in mg. */
  dose_mg: number,
  /** Body weight in kg. */
  weight_kg: number | null,
  /** Over how many minutes. */
  duration_minutes: number, };

/** An infusion in a chart. */
export type InfusionPoint = {
  /** Its record in hex. */
  record: string,
  /** 1 for the first infusion of the patient. */
  number: number,
  /** When it began, as written. */
  at: string,
  /** Local date. */
  day: string,
  /** Way it was given. */
  route: Route,
  /** The same in a word. */
  route_text: string,
  /** Dose in mg. */
  dose_mg: number,
  /** `41 mg`. */
  dose_text: string,
  /** Body weight in kg. */
  weight_kg: number | null,
  /** `0.5 mg/kg`. */
  per_kg_text: string | null,
  /** Over how many minutes. */
  duration_minutes: number,
  /** `41 mg IV over 40 min`. */
  label: string,
  /** Label before it was corrected; `None` if it never was. */
  original_text: string | null, };

/** The instrument of a chart. */
export type InstrumentView = {
  /** Id, such as `phq9`. */
  id: string,
  /** Full name. */
  title: string,
  /** Name in tables. */
  short: string,
  /** Version of the wording. */
  version: string,
  /** Version of the rules by which the totals were made. */
  scorer: string,
  /** The notice that goes with the wording. */
  licence: string,
  /** Kind of permission. */
  licence_class: LicenceClass,
  /** The publication. */
  citation: string | null,
  /** Whether there is a total to draw. */
  has_total: boolean,
  /** Which way is better: `↓ lower is better`; empty where neither is known to be. */
  direction_text: string,
  /** Lowest possible total. */
  min: Points,
  /** Highest possible total. */
  max: Points,
  /** Severity bands, rising. */
  bands: Array<BandView>,
  /** Says that the bands were not read at a source; `None` where they were. */
  bands_text: string | null,
  /** By which sex it was asked and scored; `None` where that makes no difference. */
  sex_text: string | null, };

/** An invitation to be shown. */
export type Invite = {
  /** The whole invitation. */
  text: string,
  /** When it ends (RFC 3339, UTC). */
  expires_at: string,
  /** The text as a square code. */
  qr: Qr, };

/** The steps of an invitation. */
export type InviteState = "waiting" | "claimed" | "confirmed" | "enrolled" | "expired" | "burnt";

/** An item and its answer. */
export type ItemPoint = {
  /** Id of the item. */
  item: string,
  /** Its number on screen; empty if it has none. */
  number: string,
  /** The wording, verbatim. */
  text: string,
  /** The answer as a number; `None` for texts and if it was not answered. */
  value: number | null,
  /**
   * The answer in words: the option's label, Yes, No, a number with its unit, or the text itself;
   * `None` if it was not answered.
   */
  label: string | null,
  /**
   * How bad the answer is among those on offer, from 0 to 4, whichever way the item is counted; `None` where
   * there is no total and if it was not answered or not assessed.
   */
  step: number | null, };

/** A single question over time. */
export type ItemTrend = {
  /** Id of the item. */
  item: string,
  /** One or two words. */
  label: string,
  /** What is drawn. */
  kind: ItemTrendKind,
  /** Least value. */
  min: number,
  /** Greatest value. */
  max: number,
  /** Answers by time. */
  points: Array<ItemTrendPoint>,
  /** The whole in a sentence. */
  text: string, };

/** What a single question is drawn as. */
export type ItemTrendKind = "number" | "boolean";

/** One answer to a single question. */
export type ItemTrendPoint = {
  /** When, as written. */
  at: string,
  /** Local date. */
  day: string,
  /** The answer; `None` if it was skipped. */
  value: number | null, };

/** The paper kit of a clinic. */
export type Kit = {
  /** The code from which the root comes. */
  code: string,
  /** The server's address. */
  url: string,
  /** The clinic key. */
  clinic_key: string,
  /** The clinic's id in hex. */
  clinic: string, };

/** A translation. */
export type Language = {
  /** Language (BCP 47). */
  language: string,
  /** How well it was compared. */
  state: WordingState,
  /** The same in words. */
  state_text: string,
  /** Whether it can be shown. */
  offered: boolean,
  /** What it lacks, if it cannot. */
  lacks: string | null, };

/** The last answer. */
export type LastAnswer = {
  /** When, as written. */
  at: string,
  /** Days since then. */
  days: number,
  /** `today 09:12`, `yesterday 21:05`, `26 Apr`. */
  text: string, };

/** The last infusion. */
export type LastInfusion = {
  /** Days since it was given. */
  days: number,
  /** 1 for the first infusion of the patient. */
  number: number,
  /** `day 24 · #6`. */
  text: string, };

/** The last form of an instrument. */
export type LastScore = {
  /** Id of the instrument. */
  instrument: string,
  /** Its name in tables. */
  short: string,
  /** When the form was closed, as written. */
  at: string,
  /** Total in points; `None` if it cannot be told. */
  total: Points | null,
  /** `17`, `not scored`, or `not scored: unknown version`. */
  text: string,
  /** Stable name of the band. */
  band: string | null,
  /** Published name of the band. */
  band_label: string | null,
  /** Change from the total before, in points. */
  change: Points | null,
  /** The same with its sign: `+8`. */
  change_text: string | null,
  /** Baseline and now; `None` until outcomes are computed. */
  baseline_text: string | null,
  /** How far the total can be trusted. */
  status: ScoreStatus, };

/** All instruments. */
export type LibraryView = {
  /** One for each, in the order of the catalogue; the clinic's own last. */
  rows: Array<About>,
  /** Uploaded files that this version cannot read; `None` if there are none. */
  refused: RefusedFiles | null, };

/** Classes of permission. */
export type LicenceClass = "free" | "own" | "non-commercial" | "bring-your-own";

/** One patient in a list. */
export type Listed = {
  /** The patient's space in hex. */
  patient: string,
  /** Name as the clinic writes it. */
  name: string | null,
  /** Date of birth, `YYYY-MM-DD`. */
  born: string | null,
  /** The clinic's own number. */
  clinic_number: string | null, };

/** The clinician who signed in. */
export type Me = {
  /** Name as the directory has it. */
  name: string,
  /** `lead` or `clinician`. */
  role: string,
  /** Login as it is stored. */
  login: string, };

/** A number or a finding beside the total. */
export type NamedValue = {
  /** Stable name, such as `cut31`. */
  name: string,
  /** What it is. */
  label: string,
  /** What it says, in words; `cannot be told: answers are missing` where one that it needs is. */
  text: string, };

/** What the first page of a new clinic asks for. */
export type NewClinicForm = {
  /** The set-up token as the operator's command printed it. */
  token: string,
  /** Name of the clinic. */
  clinic_name: string,
  /** Name of the first lead. */
  lead_name: string,
  /** The lead's login. */
  login: string,
  /** The clinic's words about itself. */
  info: InfoForm, };

/** Who is to be invited, as typed. */
export type NewPatient = {
  /** Name as the clinic writes it. */
  name: string,
  /** Date of birth, `YYYY-MM-DD`. */
  born: string,
  /** The clinic's own number. */
  clinic_number: string | null,
  /** Telephone. */
  telephone: string | null,
  /** Pronouns. */
  pronouns: string | null,
  /** Sex that scoring goes by, where an instrument was published with a rule for it; `None` is not stated. */
  sex_for_scoring: Sex | null, };

/** What comes of a call. */
export type Outcome = { "ok": Reply } | { "error": Failure };

/** How far the invitation has come. */
export type PairingProgress = {
  /** The step it has reached. */
  state: InviteState,
  /** The same in words. */
  text: string, };

/** All patients a clinician may read. */
export type Panel = {
  /** The time it was made for, as written. */
  as_of: string,
  /** How many patients; none is ever left out. */
  patients: number,
  /** Records whose content could not be read, over all patients. */
  unreadable_records: number,
  /** How many patients have such records. */
  unreadable_patients: number,
  /** The notice about them; `None` if there are none. */
  unreadable_text: string | null,
  /** The notice about patients whose newer records could not be fetched; `None` if there are none. */
  late_text: string | null,
  /** One row for each patient, in order. */
  rows: Array<PanelRow>, };

/** One patient at a glance. */
export type PanelRow = {
  /** The patient's space in hex. */
  patient: string,
  /** Name as the clinic writes it. */
  name: string | null,
  /** Date of birth, `1984-03-14`. */
  born: string | null,
  /** Date of birth and age. */
  born_text: string | null,
  /** The clinic's own number. */
  clinic_number: string | null,
  /** Why the row stands where it does; the first decides. Never empty. */
  reasons: Array<Reason>,
  /** The last form; `None` before the first. */
  score: LastScore | null,
  /**
   * Safety items that the latest form of an instrument left open; `None` if there are none. They are neither zero
   * nor No.
   */
  safety_unanswered_text: string | null,
  /** The last 84 days. */
  spark: Spark,
  /** The last infusion; `None` before the first. */
  last_infusion: LastInfusion | null,
  /** The last answer of any form; `None` before the first. */
  last_answer: LastAnswer | null,
  /** States of all records. */
  counts: Counts,
  /** Records whose content could not be read. */
  unreadable: number,
  /** Says that newer records could not be fetched; `None` otherwise. */
  late_text: string | null, };

/** All patients. */
export type Patients = {
  /** One for each. */
  patients: Array<Listed>, };

/** Who a patient is. */
export type Person = {
  /** Name as the clinic writes it. */
  name: string | null,
  /** Date of birth, `1984-03-14`. */
  born: string | null,
  /** Date of birth and age: `14 Mar 1984 (42)`. */
  born_text: string | null,
  /** The clinic's own number. */
  clinic_number: string | null,
  /** Telephone. */
  telephone: string | null,
  /** Pronouns. */
  pronouns: string | null,
  /** Sex that scoring goes by; `None` is not stated. */
  sex_for_scoring: Sex | null, };

/** One form in a chart. */
export type Point = {
  /** Its record in hex. */
  record: string,
  /** When it was closed, as written. */
  at: string,
  /** Local date, `2026-05-12`. */
  day: string,
  /** How it is to be read. */
  status: PointStatus,
  /** Total in points. */
  total: Points | null,
  /** Stable name of the band. */
  band: string | null,
  /** Published name of the band. */
  band_label: string | null,
  /** `10 of 27: moderate`. */
  text: string,
  /** Change from the total before, in points. */
  change: Points | null,
  /** The same with its sign: `+8`. */
  change_text: string | null,
  /** Items that count and were not answered. */
  missing: number,
  /** Subscales and other numbers beside the total. */
  scores: Array<NamedValue>,
  /** Published cut-offs and decisions. */
  findings: Array<NamedValue>,
  /** Answers that clinicians are to see beside the score, verbatim; not for patients. */
  notes: Array<string>,
  /** Says that it was answered sooner than the instrument allows; `None` otherwise. */
  shortened_text: string | null,
  /** Days since the last infusion before it. */
  days_since_infusion: number | null,
  /** Number of that infusion. */
  infusion_number: number | null,
  /** Safety items whose rule was met at any time while the form was open. */
  safety: Array<SafetyPoint>,
  /** How many safety items applied and have no answer that can be read. */
  safety_unanswered: number,
  /** Each of them, to be shown where its answer would be: neither zero nor No. */
  safety_not_answered: Array<SafetyGap>,
  /** Every item and its answer; empty for a form that was left. Of an unknown version ids and stored values. */
  items: Array<ItemPoint>,
  /** Whether nobody here knows the version that was answered: its items are not those of other forms. */
  unknown_version: boolean,
  /** What the form said before it was corrected; `None` if it never was. */
  original_text: string | null,
  /** Says that this form was corrected, or taken back later and why; `None` while it stands. */
  withdrawn_text: string | null,
  /** Says that a clinician filled it in; `None` for the patient's own answers. */
  rated_text: string | null,
  /** A whole sentence for the cursor line. */
  cursor: string, };

/** How a form came to its place in a chart. */
export type PointStatus = "complete" | "prorated" | "not-scorable" | "stopped";

/**
 * Points of a total or subscale. They are stored in tenths, so that sums, means and T-scores are
 * exact.
 *
 * In JSON a number, without a decimal point if it is whole.
 *
 * ```
 * use interlude_clinical::instrument::points::Points;
 * assert_eq!(Points::whole(16).to_string(), "16");
 * assert_eq!(Points::from_tenths(47).to_string(), "4.7");
 * assert_eq!(Points::whole(3) - Points::whole(5), Points::whole(-2));
 * ```
 */
export type Points = number;

/** Every question of an instrument. */
export type Preview = {
  /** Id of the instrument. */
  id: string,
  /** Full name. */
  title: string,
  /** What is said once, before the first question. */
  instructions: string | null,
  /** The sentence above every question. */
  stem: string | null,
  /** The questions, in order. */
  items: Array<PreviewItem>,
  /** A wording file of it with every text left empty. */
  blank_wording: string, };

/** One question. */
export type PreviewItem = {
  /** Id, such as `phq9.9`. */
  id: string,
  /** Number on screen; empty if it has none. */
  number: string,
  /** The wording; empty while the clinic has not brought it. */
  text: string,
  /** `choice`, `number`, `decimal`, `boolean` or `text`. */
  kind: string,
  /** What is answered, in words. */
  kind_text: string,
  /** The answers on offer, in order. */
  answers: Array<string>,
  /** Whether an answer can bring up crisis help. */
  safety: boolean, };

/** Who a patient is, corrected. */
export type ProfileForm = {
  /** The patient's space in hex. */
  patient: string,
  /** The year of birth as it stood before, retyped for this patient. */
  year_of_birth: number,
  /** Everything as it is to stand. */
  person: NewPatient, };

/** How far a sync has come. */
export type Progress = {
  /** Patients whose records are open. */
  opened: number,
  /** Patients there are. */
  total: number,
  /** Records so far that could not be read. */
  unreadable: number, };

/** A square code. */
export type Qr = {
  /** Modules on each side. */
  size: number,
  /** One text a row, `1` for a dark module. */
  rows: Array<string>, };

/** One form that a clinician can fill in. */
export type Rateable = {
  /** Id, such as `hamd17`. */
  id: string,
  /** Name in tables. */
  short: string,
  /** Full name. */
  title: string,
  /** How far back it looks: `past week`. */
  recall_text: string,
  /** Number of items. */
  items: number,
  /** Notice, then citation. */
  source_text: string, };

/** What a clinician can fill in. */
export type RateableForms = {
  /** Those that can be opened, in the order of the library. */
  forms: Array<Rateable>,
  /** Names of those whose wording the clinic has not brought. */
  without_wording: Array<string>, };

/** One item of a form. */
export type RatingItem = {
  /** What it is called beside its text: `9`, `16B`; empty if it has neither number nor name. */
  marker: string,
  /** `One of 16A and 16B is enough.` */
  note: string | null,
  /** Crisis help to read out or hand on, once a rating met its safety rule: to be shown at that tap, and to stay. */
  help: CrisisDirective | null,
  /** A line beside that help after the item was lowered. */
  changed_notice: string | null,
  /** Its stored name. */
  id: string,
  /** Its number; empty for items that follow unnumbered. */
  number: string,
  /** How many are counted: "3 of 9". */
  total: number,
  /** What is said once, above the first item. */
  instructions: string | null,
  /** The line above it: the sentence above every item, else the question it follows from or how far back it asks. */
  stem: string | null,
  /** The wording. */
  text: string,
  /** What may be answered. */
  kind: FormItemKind,
  /** Options of a choice, in order. */
  options: Array<FormOption>,
  /** Least number. */
  min: number,
  /** Greatest number. */
  max: number,
  /** What the least number means. */
  min_label: string,
  /** What the greatest number means. */
  max_label: string,
  /** The unit of a number, as people write it; empty if it has none. */
  unit: string,
  /** The answer so far; `None` if the item was not seen. */
  answered: AnswerView | null,
  /** Whether every form asks it; the others are "Add more". */
  core: boolean, };

/** A form as it stands, with everything that the page draws. */
export type RatingView = {
  /** Its name while it is open: the record that it will be, in hex. */
  rating: string,
  /** Id of the instrument. */
  instrument: string,
  /** Name in tables. */
  short: string,
  /** Full name. */
  title: string,
  /** How far back it looks. */
  recall_text: string,
  /** Language of the wording (BCP 47). */
  language: string,
  /** Notice, then citation. */
  source_text: string,
  /** The items asked now. */
  items: Array<RatingItem>,
  /** Ids of those still to be rated or marked as not rated. */
  open: Array<string>,
  /** `12 of 52 so far, 5 not rated`; with its band once nothing is open: `14 of 52: moderate`. */
  score_text: string,
  /** Whether it was signed: it takes no more answers, and waits for the server. */
  signed: boolean, };

/** One reason to look at a patient. */
export type Reason = {
  /** Which reason. */
  code: ReasonCode,
  /** The reason in words. */
  text: string,
  /** Since when, or what was before. */
  detail: string | null, };

/** Reasons to look at a patient, the weightiest first. */
export type ReasonCode = "safety-item" | "worse" | "silent" | "unreadable" | "unknown-version" | "none";

/** All refused files, in words. */
export type RefusedFiles = {
  /** How many there are, and that they are kept. */
  text: string,
  /** What it means, and what can be done. */
  advice: string,
  /** One for each, by time. */
  files: Array<RefusedView>, };

/** A refused file as a page shows it. */
export type RefusedView = {
  /** The record that holds it, in hex. */
  record: string,
  /** Which file it is, when it came and by whom, and why it cannot be read. */
  text: string, };

/** The answer to the [`Call`](super::call::Call) with the same name. */
export type Reply = { "reply": "start", "ok": Started } | { "reply": "set_up", "ok": SetUp } | { "reply": "confirm_kit" } | { "reply": "sign_in", "ok": SignedIn } | { "reply": "sync", "ok": Synced } | { "reply": "watch", "ok": Watched } | { "reply": "panel", "ok": Panel } | { "reply": "chart", "ok": Chart } | { "reply": "clinic_info", "ok": InfoForm } | { "reply": "set_clinic_info" } | { "reply": "invite", "ok": Invite } | { "reply": "pairing_state", "ok": PairingProgress } | { "reply": "confirm" } | { "reply": "cancel_invite" } | { "reply": "record_infusion", "ok": Written } | { "reply": "correct_profile" } | { "reply": "dose_text", "ok": DoseTexts } | { "reply": "rateable", "ok": RateableForms } | { "reply": "open_rating", "ok": RatingView } | { "reply": "rate", "ok": RatingView } | { "reply": "rating", "ok": RatingView } | { "reply": "sign_rating", "ok": Written } | { "reply": "discard_rating" } | { "reply": "unsaved_ratings", "ok": UnsavedRatings } | { "reply": "take_back" } | { "reply": "patients", "ok": Patients } | { "reply": "library", "ok": LibraryView } | { "reply": "library_item", "ok": Preview } | { "reply": "set_forms" } | { "reply": "check_upload", "ok": UploadCheck } | { "reply": "upload_instrument", "ok": Uploaded } | { "reply": "brought_files", "ok": BroughtFiles } | { "reply": "take_file_back" } | { "reply": "lock" } | { "reply": "sign_out" };

/** Who answers an instrument. */
export type Respondent = "patient" | "clinician";

/** Ways of giving ketamine. */
export type Route = "iv" | "im" | "in" | "sc" | "po" | "sl";

/** A safety item that applied and has no answer that can be read. */
export type SafetyGap = {
  /** Id of the item. */
  item: string,
  /** Its number on screen; empty if it has none. */
  number: string,
  /** `item 9: not answered`. */
  text: string, };

/** A safety item whose rule was met; of an item counted from the other end the worst answer may be 0. */
export type SafetyPoint = {
  /** Id of the item. */
  item: string,
  /** Its number on screen. */
  number: string,
  /** `item 9: Several days (1)`. */
  text: string,
  /** First answer that met the rule. */
  first: number,
  /** Worst answer: the one with the most points. */
  highest: number,
  /** Last answer; `None` if it was skipped in the end. */
  last: number | null,
  /** Whether the answer changed while the form was open. */
  changed: boolean, };

/** Whether a score is complete. */
export type ScoreStatus = "complete" | "prorated" | "not-scorable";

/** A clinic that was founded. The passphrase and the kit's code are nowhere else. */
export type SetUp = {
  /** The clinic's id in hex. */
  clinic: string,
  /** The clinic key. */
  clinic_key: string,
  /** What is printed and kept on paper. */
  kit: Kit,
  /** Six words that open the lead's keys. */
  passphrase: string,
  /** Which groups of the kit's code are to be typed back, counted from 1. */
  ask: [number, number], };

/** Sex, for instruments whose published rules depend on it. */
export type Sex = "female" | "male";

/** What a patient shares. */
export type SharingView = {
  /** Kinds the care team may read. */
  shared: Array<string>,
  /** Kinds that are the patient's own. */
  private: Array<string>,
  /** Both in a sentence; empty if nothing was chosen yet. */
  text: string, };

/** A form that is being signed. */
export type SignForm = {
  /** Its name, from [`RatingView::rating`]. */
  rating: string,
  /** The year of birth, retyped for this patient. */
  year_of_birth: number,
  /** When the patient was rated (RFC 3339 with offset). */
  at: string,
  /** IANA name of the zone. */
  zone: string, };

/** Who signed in, and where. */
export type SignedIn = {
  /** The clinic's id in hex. */
  clinic: string,
  /** Its name, from its verified genesis. */
  clinic_name: string,
  /** Its key. */
  clinic_key: string,
  /** The clinician. */
  me: Me, };

/** The last weeks of a patient as a small line. */
export type Spark = {
  /** Days shown: day 0 on the left, this number is today. */
  days: number,
  /** Lowest possible total. */
  min: Points,
  /** Highest possible total. */
  max: Points,
  /** Forms in that time; a gap where there is no total. */
  points: Array<SparkPoint>,
  /** Days on which infusions were given. */
  infusions: Array<number>,
  /** The same in a sentence. */
  text: string, };

/** One form in a small line. */
export type SparkPoint = {
  /** Day, from 0 on the left. */
  day: number,
  /** Total; `None` is a gap. */
  value: Points | null, };

/** The page that a browser shows first. */
export type StartState = "set-up" | "sign-in" | "unlocked";

/** The first page to show, and the build that shows it. */
export type Started = {
  /** Version of this program. */
  build: string,
  /** The page to show. */
  state: StartState,
  /** The clinic's id in hex. */
  clinic: string | null,
  /** The clinic key, if this browser knows it. */
  clinic_key: string | null, };

/** What a sync left behind. */
export type Synced = {
  /** Patients whose journals are here. */
  patients: number,
  /** Entries held. */
  records: number,
  /** Entries opened. */
  opened: number,
  /** Entries that could not be read. */
  unreadable: number,
  /** Whether nothing is left that either side lacks. */
  up_to_date: boolean, };

/** What is taken back, and why. */
export type TakeBackForm = {
  /** The patient's space in hex. */
  patient: string,
  /** The year of birth, retyped for this patient. */
  year_of_birth: number,
  /** The record in hex. */
  record: string,
  /** Why, in the clinician's words: 1 to 500 characters. */
  why: string,
  /** Now (RFC 3339 with offset). */
  at: string,
  /** IANA name of the zone. */
  zone: string, };

/** Which file is taken back, and why. */
export type TakeFileBackForm = {
  /** The clinic's record of it, in hex. */
  record: string,
  /** Why, in the lead's words: 1 to 500 characters. */
  why: string, };

/** An infusion or a form that was taken back. */
export type TakenBack = {
  /** Its record in hex. */
  record: string,
  /** What it is, without its answers, which may be another person's: `HAM-D17`, `41 mg IV over 40 min`. */
  what: string,
  /** When it happened, as written. */
  at: string,
  /** When it was taken back, as written. */
  taken_back_at: string,
  /** Why, in the words of who took it back. */
  why: string, };

/** One form that was begun and is not saved yet. */
export type UnsavedRating = {
  /** Its name: the record that it will be, in hex. */
  rating: string,
  /** The patient's space in hex. */
  patient: string,
  /** Name of the patient as the clinic writes it; `None` while it is not known here. */
  name: string | null,
  /** Id of the instrument. */
  instrument: string,
  /** Its name in tables. */
  short: string,
  /** When it was opened, as RFC 3339. */
  begun_at: string,
  /** Whether it was signed and waits for the server. */
  signed: boolean, };

/** All of them. */
export type UnsavedRatings = {
  /** Oldest first. */
  ratings: Array<UnsavedRating>, };

/** What an upload would bring. Nothing was written. */
export type UploadCheck = {
  /** Id of the instrument. */
  id: string,
  /** Name in tables. */
  short: string,
  /** What the file is, of which version and in which language, in a sentence. */
  text: string,
  /** What it takes the place of; `None` if nothing of it is here. */
  replaces: string | null,
  /** What a lead should know before taking it over, in sentences. */
  warnings: Array<string>,
  /** The licence that the file itself names; `None` if it names none. */
  permission: string | null,
  /** Every question, as patients would see it. */
  preview: Preview,
  /** What the library would say of it. */
  about: About, };

/** What a lead takes over. */
export type UploadForm = {
  /** The file, to the letter. */
  text: string,
  /** Which licence the clinic holds for it: 1 to 200 characters. */
  statement: string, };

/** What an upload brought. */
export type Uploaded = {
  /** Id of the instrument. */
  id: string,
  /** What was taken, in a sentence. */
  text: string, };

/** What a long poll found. */
export type Watched = {
  /** Whether there is something to sync. */
  changed: boolean, };

/** Where the wording of an instrument comes from. */
export type WordingOrigin = "included" | "uploaded" | "missing";

/** How well a wording was compared with the published text. */
export type WordingState = "verified" | "corroborated" | "unverified";

/** What was written. */
export type Written = {
  /** Its record in hex. */
  record: string, };
