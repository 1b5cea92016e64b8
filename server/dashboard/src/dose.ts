/** Routes of administration, and the form in which amounts are typed. */
import type { Route } from "./types";

export const ROUTES: Route[] = ["iv", "im", "in", "sc", "po", "sl"];

/** "5" or "0.5", but not ".5" or "5.0", which are easily misread as tenfold doses, and not "82,5" or "1e3". */
export const AMOUNT = /^(0|[1-9]\d{0,6})(\.\d{0,6}[1-9])?$/;
