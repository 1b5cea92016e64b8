# Dates and times. Months and weekdays are in signs.json; $year and $time are already written out.

date = { $day } { $month } { $year }
date_this_year = { $day } { $month }
# A patient's today: long names of weekday and month.
full_day = { $weekday } { $day } { $month }
today_at = today { $time }
yesterday_at = yesterday { $time }
weekday_at = { $weekday } { $date }, { $time }
# A date of birth with the age today.
date_and_age = { $date } ({ $age })
