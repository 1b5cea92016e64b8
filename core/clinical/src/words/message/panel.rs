//! The messages of `panel.ftl`: the rows of the panel.

messages! {
    panel_unreadable(records, patients);
    panel_late(patients);
    panel_last_infusion(days, number);
    spark_no_form(infusions);
    spark_line(short, first, last, days, infusions, not_scored);
    spark_one(short, total, infusions, not_scored);
    spark_none(short, days, infusions, not_scored);
    reason_safety(short, answer);
    reason_safety_detail(when, by, before, answer, date);
    reason_worse(short, least);
    reason_worse_detail(change, date);
    reason_lost(short, date);
    reason_earlier_losses(days);
    reason_earlier_losses_detail(shortest, longest, losses);
    reason_not_responded(short, infusions);
    reason_planned(days);
    reason_planned_detail(short, days);
    reason_not_answered(forms);
    reason_not_answered_detail(short, date);
    panel_planned(date);
    reason_silent(days);
    reason_silent_since(date);
    reason_silent_never();
    reason_unreadable(records);
    reason_unreadable_detail();
    reason_unknown_version(forms);
    reason_unknown_version_detail();
}
