/**
 * The types that cross between page and core: generated from core's own by `cargo xtask types`; do not edit.
 */

/** The description of one instrument. */
export type About = {
  /** Id, such as `phq9`. */
  id: string,
  /** Short name. */
  short: string,
  /** Full name. */
  title: string,
  /** Version of the wording. */
  version: string,
  /** Conditions it is used for, as codes. */
  conditions: Array<string>,
  /** Names of the conditions. */
  conditions_text: string,
  /** Search terms for the conditions, besides their names. */
  also_text: string,
  /** Who fills it in. */
  respondent: Respondent,
  /** The respondent in a word. */
  respondent_text: string,
  /** Number of questions. */
  items: number,
  /** Lowest and highest total, such as `0–27`; `None` without a total. */
  range_text: string | null,
  /** Which direction is better, such as `↓ lower is better`; empty if neither is. */
  direction_text: string,
  /** Recall period, such as `last 2 weeks`. */
  recall_text: string,
  /** Minimum interval, such as `not sooner than 7 days`. */
  interval_text: string,
  /** Time needed, such as `about 1 minute`; `None` for clinician ratings, which take as long as the conversation. */
  duration_text: string | null,
  /** Class of the licence. */
  licence_class: LicenceClass,
  /** The licence class in words. */
  licence_text: string,
  /** The licence notice, verbatim. */
  licence: string,
  /** Whether the licence was checked at its source. */
  licence_verified: boolean,
  /** The publication. */
  citation: string | null,
  /** Severity bands, in ascending order. */
  bands: Array<BandText>,
  /** Published cut-offs, as sentences. */
  cut_points: Array<string>,
  /** Whether an answer can trigger crisis help. */
  safety: boolean,
  /** Which questions can trigger crisis help, in a sentence; `None` if none can. */
  safety_text: string | null,
  /** Facts that were not checked at their source, as sentences. */
  marks: Array<string>,
  /** Notes on variants and pitfalls. */
  notes: Array<string>,
  /** Where the wording comes from. */
  wording: WordingOrigin,
  /** The origin of the wording, in words. */
  wording_text: string,
  /** Languages in which there is a wording. */
  languages: Array<Language>,
  /** Whether patients are asked to fill it in. */
  on: boolean,
  /** Whether it can be switched on. */
  can_switch: boolean,
  /** Why it cannot be switched on; `None` if it can. */
  switch_text: string | null,
  /** What a lead confirms before it is switched on; `None` if nothing. */
  confirm_text: string | null, };

/** What a button of the crisis screen does. */
export type ActionKind = "call" | "text" | "chat";

/** An answer as it was given. */
export type AnswerView = { "choice": number } | { "number": number } | { "yes-no": boolean } | { "text": string } | "skipped";

/** An instrument with responses. */
export type Available = {
  /** Id, such as `phq9`. */
  id: string,
  /** Short name. */
  short: string,
  /** Number of submitted forms. */
  responses: number, };

/** A severity band. */
export type BandText = {
  /** Lowest and highest total, such as `5–9`. */
  range_text: string,
  /** Stable name. */
  code: string,
  /** Published name. */
  label: string,
  /** Position of the band, from 0 for the least severe, whichever direction is better. */
  step: number, };

/** One severity band of a chart. */
export type BandView = {
  /** Lowest total. */
  from: Points,
  /** Highest total. */
  to: Points,
  /** Lowest and highest total, such as `5–9`. */
  range_text: string,
  /** Stable name. */
  code: string,
  /** Published name. */
  label: string,
  /** Position of the band, from 0 for the least severe, whichever direction is better. */
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

/** The chart of one patient on one instrument. */
export type Chart = {
  /** The patient's space in hex. */
  patient: string,
  /** The patient's data. */
  person: Person,
  /** What the patient shares. */
  sharing: SharingView,
  /** The instrument drawn. */
  instrument: InstrumentView,
  /** Instruments with forms to draw. */
  available: Array<Available>,
  /** Forms by time. */
  points: Array<Point>,
  /** Infusions by time. */
  infusions: Array<InfusionPoint>,
  /** Single questions, one small chart for each. */
  checkins: Array<ItemTrend>,
  /** Retracted infusions and forms, by time. */
  taken_back: Array<TakenBack>,
  /** The chart in one sentence. */
  summary: string,
  /** First local date with anything to draw; `None` if there is nothing. */
  first_day: string | null,
  /** Last local date with anything to draw; `None` if there is nothing. */
  last_day: string | null,
  /** States of all records. */
  counts: Counts,
  /** Number of records whose content could not be read. */
  unreadable: number,
  /** Notice about omitted records; `None` if there are none. */
  unreadable_text: string | null,
  /** Notice about forms of an unknown version; `None` if there are none. */
  unknown_text: string | null,
  /** Notice that newer records could not be fetched; `None` otherwise, and on a phone. */
  late_text: string | null,
  /** Sentences about answers that met a safety rule, on all instruments; `None` if there are none. */
  safety_text: string | null,
  /** Sentences about unanswered safety items in the latest form of each instrument; `None` if there are none. */
  safety_unanswered_text: string | null, };

/** Number of records of a journal in each state (protocol.md 3.4). */
export type Counts = {
  /** Opened, allowed and understood. */
  counted: number,
  /** Hash, padding or JSON is wrong. */
  damaged: number,
  /** The key is not available yet. */
  unopened: number,
  /** Written after its author was removed. */
  late: number,
  /** Written by an author who was never a member. */
  unknown_author: number,
  /** Written by a member whose role does not allow it. */
  not_allowed: number,
  /** At or after a place with two signed records. */
  contested: number,
  /** Of a kind or with a field that this version does not know. */
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
  /** When it began, as recorded. */
  at: string,
  /** Local date. */
  day: string,
  /** Route of administration. */
  route: Route,
  /** The route in a word. */
  route_text: string,
  /** Dose in mg. */
  dose_mg: number,
  /** The dose, such as `41 mg`. */
  dose_text: string,
  /** Body weight in kg. */
  weight_kg: number | null,
  /** The dose per body weight, such as `0.5 mg/kg`. */
  per_kg_text: string | null,
  /** Duration in minutes. */
  duration_minutes: number,
  /** The infusion in one line, such as `41 mg IV over 40 min`. */
  label: string,
  /** Label before the correction; `None` if it was not corrected. */
  original_text: string | null, };

/** The instrument of a chart. */
export type InstrumentView = {
  /** Id, such as `phq9`. */
  id: string,
  /** Full name. */
  title: string,
  /** Short name. */
  short: string,
  /** Version of the wording. */
  version: string,
  /** Version of the scoring rules. */
  scorer: string,
  /** The licence notice. */
  licence: string,
  /** Class of the licence. */
  licence_class: LicenceClass,
  /** The publication. */
  citation: string | null,
  /** Whether there is a total to draw. */
  has_total: boolean,
  /** Which direction is better, such as `↓ lower is better`; empty if it is unknown. */
  direction_text: string,
  /** Lowest possible total. */
  min: Points,
  /** Highest possible total. */
  max: Points,
  /** Severity bands, in ascending order. */
  bands: Array<BandView>,
  /** Notice that the bands were not checked at their source; `None` if they were. */
  bands_text: string | null,
  /** Sex by which it was asked and scored; `None` if that makes no difference. */
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
  /** Displayed number; empty if it has none. */
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
   * Severity of the answer among the options, from 0 (best) to 4 (worst); `None` if the instrument has no total or
   * no known direction, or if the item was not answered or not assessed.
   */
  step: number | null, };

/** A single question over time. */
export type ItemTrend = {
  /** Id of the item. */
  item: string,
  /** Label of one or two words. */
  label: string,
  /** How it is drawn. */
  kind: ItemTrendKind,
  /** Lowest possible value. */
  min: number,
  /** Highest possible value. */
  max: number,
  /** Answers by time. */
  points: Array<ItemTrendPoint>,
  /** The trend in a sentence. */
  text: string, };

/** How a single question is drawn. */
export type ItemTrendKind = "number" | "boolean";

/** One answer to a single question. */
export type ItemTrendPoint = {
  /** Time of the answer, as recorded. */
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

/** One language of an instrument. */
export type Language = {
  /** Language (BCP 47). */
  language: string,
  /** How well the wording was compared with the published one. */
  state: WordingState,
  /** The state in words. */
  state_text: string,
  /** Whether it can be shown to patients. */
  offered: boolean,
  /** What the wording lacks; `None` if it is complete. */
  lacks: string | null, };

/** The last answer. */
export type LastAnswer = {
  /** Time of the answer, as recorded. */
  at: string,
  /** Days since then. */
  days: number,
  /** The time in words: `today 09:12`, `yesterday 21:05`, `26 Apr`. */
  text: string, };

/** The last infusion. */
export type LastInfusion = {
  /** Days since it was given. */
  days: number,
  /** 1 for the first infusion of the patient. */
  number: number,
  /** Both in words, such as `day 24 · #6`. */
  text: string, };

/** The last form of an instrument. */
export type LastScore = {
  /** Id of the instrument. */
  instrument: string,
  /** Short name of the instrument. */
  short: string,
  /** When the form was closed, as recorded. */
  at: string,
  /** Total in points; `None` if there is none. */
  total: Points | null,
  /** The total in words: `17`, `not scored`, or `not scored: unknown version`. */
  text: string,
  /** Stable name of the band. */
  band: string | null,
  /** Published name of the band. */
  band_label: string | null,
  /** Change from the previous total, in points. */
  change: Points | null,
  /** The change with its sign, such as `+8`. */
  change_text: string | null,
  /** Baseline and now; `None` until outcomes are computed. */
  baseline_text: string | null,
  /** Whether the total is complete, prorated, or missing. */
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

/** A secondary score or a finding. */
export type NamedValue = {
  /** Stable name, such as `cut31`. */
  name: string,
  /** The label. */
  label: string,
  /** The value in words; `cannot be told: answers are missing` if an answer that it needs is missing. */
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

/** The overview of all patients whose journals a clinician may read. */
export type Panel = {
  /** Time for which it was computed, as recorded. */
  as_of: string,
  /** Number of patients; none is ever omitted. */
  patients: number,
  /** Number of records whose content could not be read, over all patients. */
  unreadable_records: number,
  /** Number of patients with such records. */
  unreadable_patients: number,
  /** Notice about these records; `None` if there are none. */
  unreadable_text: string | null,
  /** Notice about patients whose newer records could not be fetched; `None` if there are none. */
  late_text: string | null,
  /** One row for each patient, in order. */
  rows: Array<PanelRow>, };

/** The row of one patient. */
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
  /** Reasons for the row's position, which the first one determines. Never empty. */
  reasons: Array<Reason>,
  /** The last form; `None` if there is none. */
  score: LastScore | null,
  /**
   * Sentences about unanswered safety items in the latest form of each instrument; `None` if there are none.
   * Unanswered means neither zero nor No.
   */
  safety_unanswered_text: string | null,
  /** The sparkline of the last 84 days. */
  spark: Spark,
  /** The last infusion; `None` if there is none. */
  last_infusion: LastInfusion | null,
  /** The last answer of any form; `None` if there is none. */
  last_answer: LastAnswer | null,
  /** States of all records. */
  counts: Counts,
  /** Number of records whose content could not be read. */
  unreadable: number,
  /** Notice that newer records could not be fetched; `None` otherwise. */
  late_text: string | null, };

/** All patients. */
export type Patients = {
  /** One for each. */
  patients: Array<Listed>, };

/** A patient's data. */
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
  /** Sex used for scoring; `None` if not stated. */
  sex_for_scoring: Sex | null, };

/** One form in a chart. */
export type Point = {
  /** Its record in hex. */
  record: string,
  /** When the form was closed, as recorded. */
  at: string,
  /** Local date, `2026-05-12`. */
  day: string,
  /** How the form was scored. */
  status: PointStatus,
  /** Total in points; `None` if there is none. */
  total: Points | null,
  /** Stable name of the band. */
  band: string | null,
  /** Published name of the band. */
  band_label: string | null,
  /** The score in words, such as `10 of 27: moderate`. */
  text: string,
  /** Change from the previous total, in points. */
  change: Points | null,
  /** The change with its sign, such as `+8`. */
  change_text: string | null,
  /** Number of items that count and were not answered. */
  missing: number,
  /** Subscales and other secondary scores. */
  scores: Array<NamedValue>,
  /** Published cut-offs and decisions. */
  findings: Array<NamedValue>,
  /** Answers that are quoted to clinicians beside the score; not for patients. */
  notes: Array<string>,
  /** Notice that it was answered sooner than the instrument allows; `None` otherwise. */
  shortened_text: string | null,
  /** Days since the previous infusion. */
  days_since_infusion: number | null,
  /** Number of that infusion. */
  infusion_number: number | null,
  /** Safety items whose rule was met at any time while the form was open. */
  safety: Array<SafetyPoint>,
  /** Number of safety items that applied and have no readable answer. */
  safety_unanswered: number,
  /** These safety items, shown in place of their answers; unanswered means neither zero nor No. */
  safety_not_answered: Array<SafetyGap>,
  /** Every item and its answer; ids and stored values for an unknown version; empty for a stopped form. */
  items: Array<ItemPoint>,
  /** Whether the version is unknown; its items can differ from those of other forms. */
  unknown_version: boolean,
  /** The score in words before the correction; `None` if the form was not corrected. */
  original_text: string | null,
  /** Notice that this form was corrected later, or retracted and why; `None` if neither. */
  withdrawn_text: string | null,
  /** Notice that a clinician filled it in; `None` for the patient's own answers. */
  rated_text: string | null,
  /** The text of the cursor line. */
  cursor: string, };

/** How a form was scored. */
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

/** The preview of an instrument. */
export type Preview = {
  /** Id of the instrument. */
  id: string,
  /** Full name. */
  title: string,
  /** Instructions before the first question. */
  instructions: string | null,
  /** The sentence that is shown above every question. */
  stem: string | null,
  /** The questions, in order. */
  items: Array<PreviewItem>,
  /** A wording file for the instrument with empty texts. */
  blank_wording: string, };

/** One question. */
export type PreviewItem = {
  /** Id, such as `phq9.9`. */
  id: string,
  /** Displayed number; empty if it has none. */
  number: string,
  /** The wording; empty until the clinic uploads it. */
  text: string,
  /** `choice`, `number`, `decimal`, `boolean` or `text`. */
  kind: string,
  /** The kind of answer, in words. */
  kind_text: string,
  /** The answer options in order; for a number, the labels of its ends. */
  answers: Array<string>,
  /** Whether an answer can trigger crisis help. */
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
  /** Kind of reason. */
  code: ReasonCode,
  /** The reason in words. */
  text: string,
  /** Since when, or the previous value. */
  detail: string | null, };

/** Kinds of reasons to look at a patient, the most important first. */
export type ReasonCode = "safety-item" | "worse" | "silent" | "unreadable" | "unknown-version" | "none";

/** All refused files, for display. */
export type RefusedFiles = {
  /** Number of refused files, with the note that they are kept. */
  text: string,
  /** What this means and what to do about it. */
  advice: string,
  /** The files, by time. */
  files: Array<RefusedView>, };

/** A refused file, for display. */
export type RefusedView = {
  /** The record of the file, in hex. */
  record: string,
  /** Name, date and author of the upload, and why the file cannot be read. */
  text: string, };

/** The answer to the [`Call`](super::call::Call) with the same name. */
export type Reply = { "reply": "start", "ok": Started } | { "reply": "set_up", "ok": SetUp } | { "reply": "confirm_kit" } | { "reply": "sign_in", "ok": SignedIn } | { "reply": "sync", "ok": Synced } | { "reply": "watch", "ok": Watched } | { "reply": "panel", "ok": Panel } | { "reply": "chart", "ok": Chart } | { "reply": "clinic_info", "ok": InfoForm } | { "reply": "set_clinic_info" } | { "reply": "invite", "ok": Invite } | { "reply": "pairing_state", "ok": PairingProgress } | { "reply": "confirm" } | { "reply": "cancel_invite" } | { "reply": "record_infusion", "ok": Written } | { "reply": "correct_profile" } | { "reply": "dose_text", "ok": DoseTexts } | { "reply": "rateable", "ok": RateableForms } | { "reply": "open_rating", "ok": RatingView } | { "reply": "rate", "ok": RatingView } | { "reply": "rating", "ok": RatingView } | { "reply": "sign_rating", "ok": Written } | { "reply": "discard_rating" } | { "reply": "unsaved_ratings", "ok": UnsavedRatings } | { "reply": "take_back" } | { "reply": "patients", "ok": Patients } | { "reply": "library", "ok": LibraryView } | { "reply": "library_item", "ok": Preview } | { "reply": "set_forms" } | { "reply": "check_upload", "ok": UploadCheck } | { "reply": "upload_instrument", "ok": Uploaded } | { "reply": "brought_files", "ok": BroughtFiles } | { "reply": "take_file_back" } | { "reply": "lock" } | { "reply": "sign_out" };

/** Who answers an instrument. */
export type Respondent = "patient" | "clinician";

/** Routes of administration of ketamine. */
export type Route = "iv" | "im" | "in" | "sc" | "po" | "sl";

/** A safety item that applied and has no readable answer. */
export type SafetyGap = {
  /** Id of the item. */
  item: string,
  /** Displayed number; empty if it has none. */
  number: string,
  /** The missing answer in words, such as `item 9: not answered`. */
  text: string, };

/** A safety item whose rule was met. The worst answer to a reversed item can be 0. */
export type SafetyPoint = {
  /** Id of the item. */
  item: string,
  /** Displayed number; empty if it has none. */
  number: string,
  /** The item and its worst answer, such as `item 9: Several days (1)`. */
  text: string,
  /** First answer that met the rule. */
  first: number,
  /** Worst answer: the one with the most points. */
  highest: number,
  /** Last answer; `None` if it was skipped at the end. */
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
  /** Kinds of content that the care team may read. */
  shared: Array<string>,
  /** Kinds of content that only the patient may read. */
  private: Array<string>,
  /** Both in a sentence; empty if the patient has not chosen yet. */
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

/** The sparkline of a patient's last weeks. */
export type Spark = {
  /** Number of days shown: day 0 is on the left, and this number is today. */
  days: number,
  /** Lowest possible total. */
  min: Points,
  /** Highest possible total. */
  max: Points,
  /** Forms in this period; a form without a total is a gap. */
  points: Array<SparkPoint>,
  /** Days on which infusions were given. */
  infusions: Array<number>,
  /** The sparkline in a sentence. */
  text: string, };

/** One form in a sparkline. */
export type SparkPoint = {
  /** Day, from 0 on the left. */
  day: number,
  /** Total; `None` for a gap. */
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

/** A retracted infusion or form. */
export type TakenBack = {
  /** Its record in hex. */
  record: string,
  /** Name of the entry: `HAM-D17`, `41 mg IV over 40 min`. It omits answers, which may be another person's. */
  what: string,
  /** Time of the event, as recorded. */
  at: string,
  /** When it was retracted, as recorded. */
  taken_back_at: string,
  /** The reason, in the author's words. */
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
