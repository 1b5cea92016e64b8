/** The plain objects that core sends: every score, band, sentence and order is made there. */
import type { RatingCalls } from "./rating-types";

import type { BroughtFile, Library, LibraryForm, UploadCheck } from "./types-library";

export type Counts = {
  counted: number;
  damaged: number;
  unopened: number;
  late: number;
  unknown_author: number;
  not_allowed: number;
  contested: number;
  newer: number;
};

export type ReasonCode = "safety-item" | "worse" | "silent" | "unreadable" | "unknown-version" | "none";

export type Reason = { code: ReasonCode; text: string; detail: string | null };

export type PanelScore = {
  instrument: string;
  short: string;
  at: string;
  total: number | null;
  text: string;
  band: string | null;
  band_label: string | null;
  change: number | null;
  change_text: string | null;
  baseline_text: string | null;
  status: "complete" | "prorated" | "not-scorable";
};

export type Spark = {
  /** Length of the window in days; `day` counts from its start, and today is `days`. */
  days: number;
  min: number;
  max: number;
  points: { day: number; value: number | null }[];
  infusions: number[];
  text: string;
};

export type PanelRow = {
  /** Space id in hex. */
  patient: string;
  name: string | null;
  /** YYYY-MM-DD. */
  born: string | null;
  born_text: string | null;
  clinic_number: string | null;
  /** The first decides the order. */
  reasons: Reason[];
  score: PanelScore | null;
  /** Safety items that the latest form of an instrument left open: neither zero nor No. */
  safety_unanswered_text?: string | null;
  spark: Spark;
  last_infusion: { days: number; number: number; text: string } | null;
  last_answer: { at: string; days: number; text: string } | null;
  counts: Counts;
  unreadable: number;
  /** That newer records could not be fetched. */
  late_text: string | null;
};

export type Panel = {
  as_of: string;
  patients: number;
  unreadable_records: number;
  unreadable_patients: number;
  unreadable_text: string | null;
  /** How many patients could not be refreshed. */
  late_text: string | null;
  rows: PanelRow[];
};

export type SafetyAnswer = {
  item: string;
  number: string;
  text: string;
  first: number;
  highest: number;
  last: number | null;
  changed: boolean;
};

export type PointItem = {
  item: string;
  number: string;
  text: string;
  value: number | null;
  label: string | null;
  /** How bad the answer is among those on offer, 0 to 4; `null` where nothing is counted or answered. */
  step: number | null;
};

export type Point = {
  record: string;
  /** RFC 3339, local time with offset. */
  at: string;
  /** YYYY-MM-DD in the patient's zone. */
  day: string;
  status: "complete" | "prorated" | "not-scorable" | "stopped";
  total: number | null;
  band: string | null;
  band_label: string | null;
  text: string;
  change: number | null;
  change_text: string | null;
  missing: number;
  days_since_infusion: number | null;
  infusion_number: number | null;
  /** Safety items whose rule was met at any time while the form was open: the presence is the mark, not the value. */
  safety: SafetyAnswer[];
  safety_unanswered: number;
  /** Each of them, worded by core, to stand where its answer would. */
  safety_not_answered?: { item: string; number: string; text: string }[];
  items: PointItem[];
  /** Nobody here knows what was asked: `items` holds stored names and values. */
  unknown_version: boolean;
  /** What the form said before it was corrected. */
  original_text: string | null;
  /** That it was corrected, or taken back later and why. */
  withdrawn_text: string | null;
  /** That a clinician filled it in, not the patient. */
  rated_text: string | null;
  /** Subscales and other sums beside the total. */
  scores: Result[];
  findings: Result[];
  /** Answers that stand beside the score, verbatim; never shown to patients. */
  notes: string[];
  /** That it came sooner than the instrument allows. */
  shortened_text: string | null;
  /** The whole sentence of the cursor line. */
  cursor: string;
};

/** A subscale or a finding, worded by core. */
export type Result = { name: string; label: string; text: string };

export type Route = "iv" | "im" | "in" | "sc" | "po" | "sl";

export type Infusion = {
  record: string;
  number: number;
  at: string;
  day: string;
  route: Route;
  route_text: string;
  dose_mg: number;
  dose_text: string;
  weight_kg: number | null;
  per_kg_text: string | null;
  duration_minutes: number;
  label: string;
  /** The label before it was corrected. */
  original_text: string | null;
};

export type Checkin = {
  item: string;
  label: string;
  kind: "number" | "boolean";
  min: number;
  max: number;
  points: { at: string; day: string; value: number | null }[];
  text: string;
};

/** What was taken back: kept, and counted nowhere. */
export type TakenBack = { record: string; what: string; at: string; taken_back_at: string; why: string };

/** `step`: its place from the least severe on, from 0. */
export type Band = { from: number; to: number; range_text: string; code: string; label: string; step: number };

export type Sex = "female" | "male";

/** Who a patient is, as typed. */
export type Person = {
  name: string;
  /** YYYY-MM-DD. */
  born: string;
  clinic_number: string | null;
  telephone: string | null;
  pronouns: string | null;
  /** `null`: not stated. */
  sex_for_scoring: Sex | null;
};

export type Chart = {
  patient: string;
  person: {
    name: string | null;
    born: string | null;
    born_text: string | null;
    clinic_number: string | null;
    telephone: string | null;
    pronouns: string | null;
    sex_for_scoring: Sex | null;
  };
  sharing: { shared: string[]; private: string[]; text: string };
  instrument: {
    id: string;
    title: string;
    short: string;
    version: string;
    scorer: string;
    licence: string;
    licence_class: string;
    citation: string | null;
    /** Whether there is a total to draw. */
    has_total: boolean;
    /** Which way is better, in words; empty where neither is known to be. */
    direction_text: string;
    min: number;
    max: number;
    bands: Band[];
    /** That the bands were not read at a source. */
    bands_text: string | null;
    /** By which sex it was asked and scored; `null` where that makes no difference. */
    sex_text: string | null;
  };
  available: { id: string; short: string; responses: number }[];
  points: Point[];
  infusions: Infusion[];
  checkins: Checkin[];
  taken_back: TakenBack[];
  summary: string;
  first_day: string | null;
  last_day: string | null;
  counts: Counts;
  unreadable: number;
  unreadable_text: string | null;
  /** Forms answered to a version that nobody here knows. */
  unknown_text: string | null;
  /** That newer records could not be fetched. */
  late_text: string | null;
  safety_text: string | null;
  /** Safety items that the latest form of an instrument left open: neither zero nor No. */
  safety_unanswered_text?: string | null;
};

export type * from "./types-library";

export type Country = "US" | "CA" | "GB" | "AU";

export type ClinicInfo = {
  telephone: string | null;
  hours: string;
  zone: string;
  country: Country | null;
  language: "en";
  read_within_hours: number;
};

export type Kit = { code: string; url: string; clinic_key: string; clinic: string };

export type Me = { name: string; role: "lead" | "clinician"; login: string };

export type SignedIn = { clinic: string; clinic_name: string; clinic_key: string; me: Me };

export type SyncReport = {
  patients: number;
  records: number;
  opened: number;
  unreadable: number;
  up_to_date: boolean;
};

export type Qr = { size: number; rows: string[] };

export type Invite = { text: string; qr: Qr; expires_at: string };

export type PairingState = "waiting" | "claimed" | "confirmed" | "enrolled" | "expired" | "burnt";

export type Listed = {
  patient: string;
  name: string | null;
  born: string | null;
  clinic_number: string | null;
};

/** What the Worker can be asked: arguments and answer of each call. */
export type Calls = RatingCalls & {
  start: {
    args: { clinic: string | null };
    ok: {
      state: "set-up" | "sign-in" | "unlocked";
      clinic: string | null;
      clinic_key: string | null;
      build: string;
    };
  };
  set_up: {
    args: { token: string; clinic_name: string; lead_name: string; login: string; info: ClinicInfo };
    ok: { clinic: string; clinic_key: string; kit: Kit; passphrase: string; ask: [number, number] };
  };
  confirm_kit: { args: { groups: [string, string] }; ok: Record<string, never> };
  sign_in: { args: { clinic: string; login: string; passphrase: string }; ok: SignedIn };
  sync: { args: Record<string, never>; ok: SyncReport };
  watch: { args: Record<string, never>; ok: { changed: boolean } };
  panel: { args: { now: string; zone_offset_minutes: number }; ok: Panel };
  chart: {
    args: { patient: string; instrument: string | null; now: string; zone_offset_minutes: number };
    ok: Chart;
  };
  clinic_info: { args: Record<string, never>; ok: ClinicInfo };
  set_clinic_info: { args: { info: ClinicInfo }; ok: Record<string, never> };
  invite: { args: Person; ok: Invite };
  /** `year_of_birth`: as it stood before, retyped. */
  correct_profile: {
    args: { patient: string; year_of_birth: number; person: Person };
    ok: Record<string, never>;
  };
  pairing_state: { args: Record<string, never>; ok: { state: PairingState; text: string } };
  confirm: { args: { digits: string }; ok: Record<string, never> };
  cancel_invite: { args: Record<string, never>; ok: Record<string, never> };
  record_infusion: {
    args: {
      patient: string;
      year_of_birth: number;
      at: string;
      zone: string;
      route: Route;
      dose_mg: number;
      weight_kg: number | null;
      duration_minutes: number;
    };
    ok: { record: string };
  };
  dose_text: {
    args: { dose_mg: number; weight_kg: number | null };
    ok: { per_kg_text: string | null; warning: string | null };
  };
  take_back: {
    args: { patient: string; year_of_birth: number; record: string; why: string; at: string; zone: string };
    ok: Record<string, never>;
  };
  patients: { args: Record<string, never>; ok: { patients: Listed[] } };
  library: { args: Record<string, never>; ok: Library };
  library_item: { args: { id: string }; ok: LibraryForm };
  /** `ids`: all that are on afterwards, in order; `confirmed`: those whose terms were confirmed now. */
  set_forms: { args: { ids: string[]; confirmed: string[] }; ok: Record<string, never> };
  check_upload: { args: { text: string }; ok: UploadCheck };
  upload_instrument: { args: { text: string; statement: string }; ok: { id: string; text: string } };
  brought_files: { args: { id: string }; ok: { files: BroughtFile[] } };
  take_file_back: { args: { record: string; why: string }; ok: Record<string, never> };
  lock: { args: Record<string, never>; ok: Record<string, never> };
  sign_out: { args: Record<string, never>; ok: Record<string, never> };
};

export type CallName = keyof Calls;

export type Progress = { kind: "progress"; opened: number; total: number; unreadable: number };

/** What went wrong: a kebab-case code, and a text that is ready to show. */
export type Failure = { code: string; text: string; retry_after?: number };

export type ToWorker = { id: number; call: CallName; args: object };

export type FromWorker =
  | { id: number; ok: unknown }
  | { id: number; error: Failure }
  | { event: Progress };
