"""Writes kaplan_meier.jsonl and wilson.jsonl with lifelines and statsmodels, which checks do not install.

    python3 -m venv venv && venv/bin/pip install lifelines==0.30.3 statsmodels==0.15.0
    venv/bin/python tests/vectors/outcome/make.py
"""

import json
import random
from pathlib import Path

from lifelines import KaplanMeierFitter
from statsmodels.stats.proportion import proportion_confint

FOLDER = Path(__file__).parent
COHORTS = 1_000
SEED = 20261130


def cohort(source):
    """Times in days with many ties, and a share of events that differs from cohort to cohort."""
    size = source.randint(1, 40)
    share = source.random()
    longest = source.choice([5, 30, 200])
    return [[source.randint(0, longest), source.random() < share] for _ in range(size)]


def curve(seen):
    """[t, at risk, events, survival, lower, upper] at each time of an event, and the median."""
    fitter = KaplanMeierFitter(alpha=0.05)
    fitter.fit([t for t, _ in seen], [event for _, event in seen])
    table = fitter.event_table
    interval = fitter.confidence_interval_
    steps = []
    for t, row in table.iterrows():
        if row["observed"] > 0:
            low, high = interval.loc[t]
            steps.append(
                [int(t), int(row["at_risk"]), int(row["observed"]), fitter.survival_function_.loc[t].item(), low, high]
            )
    # lifelines finds the median in rounded products; here they are compared as they are known exactly.
    median = next((t for t, _, _, survival, _, _ in steps if survival <= 0.5 + 1e-12), None)
    return steps, median


def kaplan_meier():
    source = random.Random(SEED)
    for _ in range(COHORTS):
        seen = cohort(source)
        steps, median = curve(seen)
        finite = [[None if isinstance(it, float) and it != it else it for it in step] for step in steps]
        yield json.dumps({"seen": [[t, int(event)] for t, event in seen], "steps": finite, "median": median})


def wilson():
    for n in range(1, 101):
        for count in range(n + 1):
            low, high = proportion_confint(count, n, alpha=0.05, method="wilson")
            yield json.dumps([count, n, low, high])


for name, lines in (("kaplan_meier", kaplan_meier()), ("wilson", wilson())):
    (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
