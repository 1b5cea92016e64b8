import { render } from "preact";
import { boot } from "./actions";
import { App } from "./app";
import { startPaper } from "./paper";
import { startRouting } from "./route";
import { font } from "./typeface";
import "@fontsource-variable/inter/wght.css";
import "uplot/dist/uPlot.min.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/entry.css";
import "./styles/panel.css";
import "./styles/patient.css";
import "./styles/outcome.css";
import "./styles/forms.css";
import "./styles/add.css";
import "./styles/cohort.css";
import "./styles/library.css";
import "./styles/rate.css";
import "./styles/print.css";

const TYPEFACE_MS = 2_000;

const root = document.getElementById("app");
if (root !== null) {
  startRouting();
  startPaper();
  // Charts measure their words when they are drawn, so the typeface comes first; without it, the system's is used.
  const wait = new Promise((done) => setTimeout(done, TYPEFACE_MS));
  void Promise.race([document.fonts.load(font(12)), wait]).then(() => render(<App />, root));
  void boot();
}
