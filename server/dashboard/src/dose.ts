/** Routes of administration, and the form in which amounts are typed. */
import type { Route } from "./types";

export const ROUTES: Route[] = ["iv", "im", "in", "sc", "po", "sl"];

/** "5" or "0.5", but not ".5" or "5.0", which are easily misread as tenfold doses. */
export const AMOUNT = /^(0|[1-9]\d*)(\.\d*[1-9])?$/;
