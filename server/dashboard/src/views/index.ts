/** The views of an unlocked page, and their places in the navigation. */
import type { FunctionComponent } from "preact";
import type { Place } from "../route";
import type { Key } from "../text";
import { Add } from "./add";
import { Clinic } from "./clinic";
import { CohortPage } from "./cohort";
import { InfusionRecord } from "./infusion";
import { InstrumentPage } from "./instrument";
import { LibraryPage } from "./library";
import { Nowhere } from "./nowhere";
import { PanelPage } from "./panel";
import { PatientPage } from "./patient";
import { ProfilePage } from "./profile";
import { RatePage } from "./rate";
import { TreatmentPage } from "./treatment";

type View = Place["view"];

export const views: Record<View, FunctionComponent<{ place: Place }>> = {
  panel: PanelPage,
  patient: PatientPage,
  infusion: InfusionRecord,
  profile: ProfilePage,
  treatment: TreatmentPage,
  rate: RatePage,
  cohort: CohortPage,
  add: Add,
  library: LibraryPage,
  instrument: InstrumentPage,
  clinic: Clinic,
  nowhere: Nowhere,
};

type RailPlace = { view: "panel" | "cohort" | "add" | "library" | "clinic"; label: Key; views: readonly View[] };

/** The entries of the navigation rail. */
export const places: readonly RailPlace[] = [
  { view: "panel", label: "rail.panel", views: ["panel", "patient", "infusion", "profile", "treatment", "rate"] },
  { view: "cohort", label: "rail.cohort", views: ["cohort"] },
  { view: "add", label: "rail.add", views: ["add"] },
  { view: "library", label: "rail.library", views: ["library", "instrument"] },
  { view: "clinic", label: "rail.clinic", views: ["clinic"] },
];
