package health.interlude.app

import android.content.Context
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.TextView
import health.interlude.core.Trend
import java.time.LocalDate

/** An answer of a trend: its day, its value or why there is none, and the days since an infusion. */
data class Reading(val day: LocalDate, val value: Double?, val sinceInfusion: Int?, val gap: String?)

/** A line of the trend. */
data class Series(
    val id: String,
    val label: String,
    val direction: String?,
    val range: ClosedFloatingPointRange<Double>,
    val readings: List<Reading>,
)

/** The time that a trend shows, in days; `null` shows all. */
enum class Span(val label: Int, val days: Long?) {
    WEEKS_12(R.string.trend_weeks_12, 84),
    MONTHS_6(R.string.trend_months_6, 183),
    ALL(R.string.trend_all, null),
}

/** The patient's answers over time, without bands (T1). */
class TrendPlace : Place(R.layout.trend) {
    override val tab = Tab.TREND
    private var trend: Trend? = null
    private var seriesId: String? = null
    private var span = Span.WEEKS_12
    private var asList = false
    private var fault: String? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.trend_title)

    override fun draw() {
        fill()
        if (trend == null) load(null)
    }

    private fun load(instrument: String?) {
        val now = main.phone.now()
        main.phone.ask({ it.trend(instrument, now) }) { result ->
            result.onSuccess {
                trend = it
                seriesId = seriesId ?: it.instrument.id
            }
            fault = result.exceptionOrNull()?.words(main)
            if (shown) fill()
        }
    }

    private fun fill() {
        text(R.id.fault, fault)
        val trend = trend
        val all = trend?.let(::series).orEmpty()
        val series = all.firstOrNull { it.id == seriesId } ?: all.firstOrNull()
        choices(all)
        val since = span.days?.let { today().minusDays(it) } ?: LocalDate.MIN
        val readings = series?.readings.orEmpty().filter { it.day >= since }
        val own = trend?.ownTexts.orEmpty().takeIf { series?.id == trend?.instrument?.id }
        text(R.id.own, own?.joinToString("\n")?.ifEmpty { null })
        text(R.id.direction, series?.direction)
        text(R.id.source, trend?.instrument?.sourceText?.takeIf { series?.id == trend.instrument.id })
        val left = listOfNotNull(trend?.unreadableText, trend?.unknownText)
        text(R.id.unreadable, left.joinToString("\n").ifEmpty { null })
        find<Button>(R.id.as_list).apply {
            visibility = if (readings.isEmpty()) View.GONE else View.VISIBLE
            setText(if (asList) R.string.trend_line else R.string.trend_list)
            setOnClickListener {
                asList = !asList
                fill()
            }
        }
        find<View>(R.id.meaning).apply {
            visibility = if (trend != null && series?.id == trend.instrument.id) View.VISIBLE else View.GONE
            setOnClickListener { main.go(MeaningPlace(checkNotNull(trend))) }
        }
        line(trend, series, readings, since)
        list(trend, readings, since)
    }

    private fun today() = LocalDate.parse(main.phone.now().at.take(DATE_LENGTH))

    private fun series(trend: Trend): List<Series> {
        val instrument = trend.instrument
        val score = Series(
            instrument.id, instrument.short, instrument.directionText, instrument.min..instrument.max,
            trend.points.map { Reading(LocalDate.parse(it.day), it.total, it.daysSinceInfusion, it.text) },
        )
        val others = trend.available.filterNot { it.id == instrument.id }
            .map { Series(it.id, it.short, null, 0.0..0.0, emptyList()) }
        val items = trend.questions.filter { it.points.isNotEmpty() }.map { item ->
            Series(
                item.item, item.label, null, item.min.toDouble()..item.max.toDouble(),
                item.points.map { Reading(LocalDate.parse(it.day), it.value, null, null) },
            )
        }
        return (listOf(score) + others).sortedBy { it.label } + items
    }

    private fun choices(all: List<Series>) {
        val row = find<ViewGroup>(R.id.series).apply { removeAllViews() }
        for (series in all) chip(row, series.label, series.id == seriesId) { choose(series) }
        val ranges = find<ViewGroup>(R.id.ranges).apply { removeAllViews() }
        for (each in Span.entries) {
            chip(ranges, say(each.label), each == span) {
                span = each
                fill()
            }
        }
    }

    private fun choose(series: Series) {
        seriesId = series.id
        val trend = trend
        val elsewhere = trend != null && trend.instrument.id != series.id
        if (elsewhere && trend.available.any { it.id == series.id }) load(series.id)
        fill()
    }

    private fun chip(into: ViewGroup, label: String, chosen: Boolean, then: () -> Unit) {
        inflate<Button>(R.layout.press_chip, into).apply {
            text = label
            isSelected = chosen
            setOnClickListener { then() }
        }
    }

    private fun line(trend: Trend?, series: Series?, readings: List<Reading>, since: LocalDate) {
        val drawn = series != null && !asList && readings.isNotEmpty()
        val view = find<TrendView>(R.id.chart)
        view.visibility = if (drawn) View.VISIBLE else View.GONE
        find<View>(R.id.key).visibility = view.visibility
        val infusions = trend?.infusions.orEmpty()
            .map { LocalDate.parse(it.day) to it.number }
            .filter { it.first >= since }
        if (series != null && drawn) {
            view.show(series.range, readings, infusions) { text(R.id.point, words(it)) }
            view.contentDescription = (listOf(series.label) + readings.map(::words)).joinToString(". ")
        }
        text(
            R.id.point,
            when {
                trend == null || asList -> null
                series?.readings.isNullOrEmpty() -> say(R.string.trend_none)
                readings.isEmpty() -> say(R.string.trend_empty_range)
                series?.readings?.size == 1 -> say(R.string.trend_one)
                else -> say(R.string.trend_tap)
            },
        )
    }

    // The line as a list: newest first, with infusions between the answers.
    private fun list(trend: Trend?, readings: List<Reading>, since: LocalDate) {
        val list = find<ViewGroup>(R.id.list).apply { removeAllViews() }
        if (!asList || trend == null) return
        val answers = readings.map { it.day to words(it) }
        val infusions = trend.infusions.map { LocalDate.parse(it.day) to it }
            .filter { it.first >= since }
            .map { (day, infusion) -> day to say(R.string.infusion_line, day.words(), infusion.number) }
        for ((_, words) in (infusions + answers).sortedByDescending { it.first }) {
            inflate<TextView>(R.layout.list_line, list).text = words
        }
    }

    private fun words(reading: Reading): String {
        val day = reading.day.words()
        val value = reading.value?.words()
            ?: return say(R.string.point_plain, day, reading.gap ?: say(R.string.point_gap))
        val since = reading.sinceInfusion ?: return say(R.string.point_plain, day, value)
        return main.resources.getQuantityString(R.plurals.point_day, since, day, value, since)
    }

    private companion object {
        const val DATE_LENGTH = 10
    }
}

/** The published names of scores. */
class MeaningPlace(private val trend: Trend) : Place(R.layout.plain) {
    override fun name(context: Context): CharSequence = context.getString(R.string.trend_meaning)

    override fun draw() {
        backHeader()
        text(R.id.title, say(R.string.trend_meaning))
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        val bands = trend.instrument.bands.map { say(R.string.meaning_band, it.rangeText, it.label) }
        val names = bands.ifEmpty { listOf(say(R.string.meaning_none)) }
        val lines = listOf(trend.instrument.title) + names + say(R.string.meaning_says)
        for (words in lines) inflate<TextView>(R.layout.list_line, rows).text = words
        text(R.id.source, trend.instrument.sourceText)
    }
}
