//! Infusions and kinds of content. The messages of `entry.ftl`.

messages! {
    content_kind(kind);
    content_kind_inside(kind);
    route(route);
    route_short(route);
    dose(mg);
    dose_per_kg(mg_per_kg);
    dose_outside_range(mg, mg_per_kg, from, to);
    infusion(mg, route, minutes);
}
