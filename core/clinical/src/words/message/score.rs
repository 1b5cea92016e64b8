//! The messages of `score.ftl`: scores and findings.

messages! {
    not_scored();
    score(total, most, missing);
    score_in_band(total, most, band, missing);
    t_score(total);
    t_score_in_band(total, band);
    not_answered();
    answered(not_answered);
    rating_so_far(points, most, missing);
    rating_not_scored(missing);
    rated(rated, missing);
    not_rated(missing);
    decision_part(name, value);
    decision_no();
    number_not_answered(number);
    cannot_be_told();
    finding_holds(holds);
    finding_code(code, text);
}
