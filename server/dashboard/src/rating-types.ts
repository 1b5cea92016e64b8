/** A form while a clinician fills it in, as core sends it, and the calls about it. */

/** What a clinician can fill in. */
export type Rateable = {
  id: string;
  short: string;
  title: string;
  recall_text: string;
  items: number;
  source_text: string;
};

/** An answer as core takes and gives it. */
export type RatingAnswer =
  | { choice: number }
  | { number: number }
  | { "yes-no": boolean }
  | { text: string }
  | "skipped";

export type RatingItem = {
  id: string;
  number: string;
  total: number;
  instructions: string | null;
  stem: string | null;
  text: string;
  kind: "choice" | "number" | "boolean" | "integer" | "decimal" | "text";
  options: { value: number; label: string }[];
  min: number;
  max: number;
  min_label: string;
  max_label: string;
  /** The unit of a number, as people write it; empty if it has none. */
  unit: string;
  answered: RatingAnswer | null;
  core: boolean;
  /** What the item is called: "9", "16B"; may be empty. */
  marker: string;
  note: string | null;
  /** Help to read out or hand on, once the item was rated above zero; it stays. */
  help: CrisisHelp | null;
  /** That the item was lowered since. */
  changed_notice: string | null;
};

/** A form that was begun and is not saved yet. */
export type Unsaved = {
  rating: string;
  patient: string;
  name: string | null;
  instrument: string;
  short: string;
  begun_at: string;
  /** It was signed and waits for the server. */
  signed: boolean;
};

/** A form while a clinician fills it in. */
export type Rating = {
  rating: string;
  instrument: string;
  short: string;
  title: string;
  recall_text: string;
  language: string;
  source_text: string;
  items: RatingItem[];
  /** Items still to be rated or marked as not rated. */
  open: string[];
  score_text: string;
  signed: boolean;
};

export type CrisisAction = {
  kind: "call" | "text" | "chat";
  label: string;
  detail: string | null;
  number: string | null;
  body: string | null;
  url: string | null;
  hint: string | null;
  spoken: string | null;
};

/** Crisis help to read out or hand on. */
export type CrisisHelp = {
  heading: string;
  lines: string[];
  emergency: CrisisAction;
  primary: CrisisAction | null;
  others: CrisisAction[];
  more: CrisisAction[];
  checked_text: string;
};

/** What the Worker can be asked about a rating. */
export type RatingCalls = {
  rateable: { args: Record<string, never>; ok: { forms: Rateable[]; without_wording: string[] } };
  open_rating: { args: { patient: string; instrument: string; at: string }; ok: Rating };
  rate: { args: { rating: string; item: string; answer: RatingAnswer }; ok: Rating };
  rating: { args: { rating: string }; ok: Rating };
  sign_rating: {
    args: { rating: string; year_of_birth: number; at: string; zone: string };
    ok: { record: string };
  };
  discard_rating: { args: { rating: string }; ok: Record<string, never> };
  unsaved_ratings: { args: Record<string, never>; ok: { ratings: Unsaved[] } };
};
