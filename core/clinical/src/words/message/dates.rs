//! The messages of `dates.ftl`: dates and times.

messages! {
    date(day, month, year);
    date_this_year(day, month);
    full_day(weekday, day, month);
    today_at(time);
    yesterday_at(time);
    weekday_at(weekday, date, time);
    date_and_age(date, age);
}
