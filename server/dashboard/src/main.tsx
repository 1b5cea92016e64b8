import { render } from "preact";
import { boot } from "./actions";
import { App } from "./app";
import { startPaper } from "./paper";
import { startRouting } from "./route";
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

const root = document.getElementById("app");
if (root !== null) {
  startRouting();
  startPaper();
  render(<App />, root);
  void boot();
}
