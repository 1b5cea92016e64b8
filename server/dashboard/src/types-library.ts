/** What core sends about instruments; a part of `types.ts`, which pages import. */

export type LicenceClass = "free" | "own" | "non-commercial" | "bring-your-own";
export type WordingState = "verified" | "corroborated" | "unverified";

export type Language = {
  /** BCP 47. */
  language: string;
  state: WordingState;
  state_text: string;
  offered: boolean;
  /** What a wording that is not offered lacks. */
  lacks: string | null;
};

export type LibraryRow = {
  id: string;
  short: string;
  title: string;
  version: string;
  conditions: string[];
  conditions_text: string;
  /** Other names of the conditions, for search only. */
  also_text: string;
  respondent: "patient" | "clinician";
  respondent_text: string;
  items: number;
  range_text: string | null;
  /** Empty where there is no total. */
  direction_text: string;
  recall_text: string;
  interval_text: string;
  /** `null` for what clinicians rate. */
  duration_text: string | null;
  licence_class: LicenceClass;
  licence_text: string;
  /** The notice, verbatim. */
  licence: string;
  licence_verified: boolean;
  citation: string | null;
  /** `step`: its place from the least severe on, from 0. */
  bands: { range_text: string; code: string; label: string; step: number }[];
  cut_points: string[];
  safety: boolean;
  safety_text: string | null;
  /** Facts that nobody verified, as sentences. */
  marks: string[];
  notes: string[];
  wording: "included" | "uploaded" | "missing";
  wording_text: string;
  languages: Language[];
  on: boolean;
  can_switch: boolean;
  /** Why it cannot be switched. */
  switch_text: string | null;
  /** What a person confirms before it is switched on. */
  confirm_text: string | null;
};

/** Uploaded files that this version cannot read, worded by core. */
export type RefusedFiles = { text: string; advice: string; files: { record: string; text: string }[] };

/** In the order in which core lists the instruments. */
export type Library = { rows: LibraryRow[]; refused: RefusedFiles | null };

export type LibraryItem = {
  id: string;
  number: string;
  /** Empty where the clinic has not brought the wording. */
  text: string;
  kind: "choice" | "number" | "decimal" | "boolean" | "text";
  kind_text: string;
  answers: string[];
  safety: boolean;
};

/** One instrument as patients see it. */
export type LibraryForm = {
  id: string;
  title: string;
  instructions: string | null;
  stem: string | null;
  items: LibraryItem[];
  /** A wording file of it with every text left empty, as JSON. */
  blank_wording: string;
};

/** What a file would bring; nothing was written. */
export type UploadCheck = {
  id: string;
  short: string;
  /** What the file is, in a sentence. */
  text: string;
  /** What it takes the place of. */
  replaces: string | null;
  warnings: string[];
  /** The licence that the file itself names. */
  permission: string | null;
  preview: LibraryForm;
  /** What the library would say of it. */
  about: LibraryRow;
};

/** A file that the clinic brought and that stands; `patients`: in how many patients' journals. */
export type BroughtFile = { record: string; text: string; patients: number };
