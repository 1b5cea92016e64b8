//! The messages of `outcome.ftl`: what happened between infusions.

messages! {
    outcome_label(state);
    percent_change(sign, percent);
    total_and_percent(total, percent);
    from_to(from, to);
    outcome_no_infusion(short);
    outcome_no_baseline(short, date, days);
    outcome_no_follow_up(short, baseline, baseline_date);
    outcome_onset(day);
    outcome_sustained(day);
    outcome_remission_at_baseline();
    outcome_baseline_zero();
    outcome_lost(days, series, n);
    outcome_held(days, series);
    outcome_counts(scores, not_scored);
    define_baseline(short, days);
    define_response_half();
    define_response_points(points);
    define_response_none(short);
    define_remission_below(short, points);
    define_remission_at_most(short, points);
    define_remission_none(short);
    define_worse(points);
    define_worse_none(short);
    define_series(days);
    define_loss_improvement(percent, scores);
    define_loss_points(points, scores);
    define_loss_total(points, scores);
    line_baseline(points);
    line_response_at_most(points);
    line_response_at_least(points);
    line_remission_below(points);
    line_remission_at_most(points);
    mark_response(day);
    mark_remission(day);
    mark_lost(day, number);
    mark_deterioration();
    series_label(number, infusions);
    series_lost(days);
    series_held(days);
    series_none();
    around_mean(mean, n);
    around_none();
    own_before(short, baseline, baseline_date);
    own_now(latest, latest_date);
    own_first(short, latest, latest_date);
    own_day(days);
    rate_label(code);
    rate(count, n, percent, low, high);
    rate_few(count, n);
    whole_percent_of(percent);
    cohort_group(group);
    curve_none();
    curve_no_median(n);
    curve_median(day, n);
    published(short, n, of, when, remission);
    hidden_count(least);
    hidden_other();
    treated_condition(condition);
    episode_since(condition, start);
    episode_ended(condition, start, end, reason);
    plan_since(date);
    plan_adherence(due, answered, late, not_answered, private);
    plan_row(short, anchor, days, window);
    plan_repeat(every, times);
    plan_wrong(row, kind);
    plan_days(from, to);
    plan_infusion_day(before, days);
    plan_two(first, second, around);
    plan_overlap(short, days, more);
    plan_close(short, days, apart, least, more);
    plan_due(short, days, state, on);
    dose_decided_later();
    planned_infusion(date, days, dose, route);
}

named_messages! {
    OutcomeCompared = outcome_compared {
        label, short, baseline, baseline_date, latest, latest_date
    }
    OutcomeComparedBest = outcome_compared_best {
        label, short, baseline, baseline_date, best, best_date, latest, latest_date
    }
}
