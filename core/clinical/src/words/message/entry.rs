//! The messages of `entry.ftl`: infusions and kinds of content.

messages! {
    content_kind(kind);
    content_kind_inside(kind);
    route(route);
    route_short(route);
    dose(mg);
    dose_per_kg(mg_per_kg);
    dose_outside_range(mg, mg_per_kg, from, to);
    weight_from_lb(lb, kg);
    doubt_future();
    doubt_before_birth(born);
    doubt_old(date, days);
    doubt_close(start, given, side, minutes);
    doubt_weight(kg, percent, more, before_kg, date);
    infusion(mg, route, minutes);
}
