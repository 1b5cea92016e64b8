package health.interlude.app

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.graphics.Path
import android.util.AttributeSet
import android.view.KeyEvent
import android.view.MotionEvent
import android.view.View
import java.time.LocalDate
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit
import java.util.Locale
import kotlin.math.abs

/**
 * Draws a trend: consecutive answers are joined, a missing one is a gap, and each infusion has a
 * mark. Time runs from left to right in every language.
 */
class TrendView(context: Context, attributes: AttributeSet?) : View(context, attributes) {
    private val dp = resources.displayMetrics.density
    private val line = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = context.getColor(R.color.series_1)
        style = Paint.Style.STROKE
        strokeWidth = 2 * dp
        strokeJoin = Paint.Join.ROUND
    }
    private val dot = Paint(Paint.ANTI_ALIAS_FLAG).apply { color = context.getColor(R.color.series_1) }
    private val mark = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = context.getColor(R.color.mark)
        strokeWidth = dp
    }
    private val grid = Paint().apply {
        color = context.getColor(R.color.line)
        strokeWidth = dp
    }
    private val label = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        color = context.getColor(R.color.text_2)
        textSize = resources.getDimension(R.dimen.caption)
    }
    private var range = 0.0..1.0
    private var readings = emptyList<Reading>()
    private var infusions = emptyList<Pair<LocalDate, Int>>()
    private var first = LocalDate.EPOCH
    private var last = LocalDate.EPOCH
    private var chosen: Int? = null
    private var onChosen: (Reading) -> Unit = {}

    /** Draws [readings] over the whole [range] of the scale; calls [onChosen] with a tapped one. */
    fun show(
        range: ClosedFloatingPointRange<Double>,
        readings: List<Reading>,
        infusions: List<Pair<LocalDate, Int>>,
        onChosen: (Reading) -> Unit,
    ) {
        this.range = range
        this.readings = readings.sortedBy { it.day }
        this.infusions = infusions
        this.onChosen = onChosen
        val days = readings.map { it.day } + infusions.map { it.first }
        first = days.min()
        last = days.max()
        chosen = null
        invalidate()
    }

    private val left get() = label.measureText(range.endInclusive.words()) + 2 * EDGE_DP * dp
    private val right get() = width - 2 * EDGE_DP * dp
    private val top get() = LANE_DP * dp
    private val bottom get() = height - label.textSize - 2 * EDGE_DP * dp

    private fun x(day: LocalDate): Float {
        val whole = ChronoUnit.DAYS.between(first, last).coerceAtLeast(1)
        return left + (right - left) * ChronoUnit.DAYS.between(first, day) / whole
    }

    private fun y(value: Double): Float {
        val part = (value - range.start) / (range.endInclusive - range.start)
        return bottom - ((bottom - top) * part).toFloat()
    }

    override fun onDraw(canvas: Canvas) {
        super.onDraw(canvas)
        scale(canvas)
        for ((day, _) in infusions) infusion(canvas, x(day))
        val path = Path()
        var joined = false
        for (reading in readings) {
            val value = reading.value
            if (value == null) {
                joined = false
                continue
            }
            if (joined) path.lineTo(x(reading.day), y(value)) else path.moveTo(x(reading.day), y(value))
            joined = true
        }
        canvas.drawPath(path, line)
        readings.forEachIndexed { index, reading ->
            val value = reading.value ?: return@forEachIndexed
            val radius = if (index == chosen) CHOSEN_DP else DOT_DP
            canvas.drawCircle(x(reading.day), y(value), radius * dp, dot)
        }
        chosen?.let { canvas.drawLine(x(readings[it].day), top, x(readings[it].day), bottom, dot) }
    }

    private fun scale(canvas: Canvas) {
        for (value in listOf(range.start, (range.start + range.endInclusive) / 2, range.endInclusive)) {
            canvas.drawLine(left, y(value), right, y(value), grid)
        }
        label.textAlign = Paint.Align.RIGHT
        for (value in listOf(range.start, range.endInclusive)) {
            canvas.drawText(value.words(), left - EDGE_DP * dp, y(value) + label.textSize / 3, label)
        }
        val foot = height - EDGE_DP * dp
        label.textAlign = Paint.Align.LEFT
        canvas.drawText(first.format(DAY), left, foot, label)
        if (last == first) return
        label.textAlign = Paint.Align.RIGHT
        canvas.drawText(last.format(DAY), right, foot, label)
    }

    private fun infusion(canvas: Canvas, x: Float) {
        canvas.drawLine(x, top - MARK_DP * dp, x, bottom, mark)
        val triangle = Path().apply {
            moveTo(x - MARK_DP * dp, top - 2 * MARK_DP * dp)
            lineTo(x + MARK_DP * dp, top - 2 * MARK_DP * dp)
            lineTo(x, top - MARK_DP * dp / 2)
            close()
        }
        canvas.drawPath(triangle, mark)
    }

    override fun onTouchEvent(event: MotionEvent): Boolean {
        if (event.action == MotionEvent.ACTION_UP) {
            performClick()
            choose(readings.indices.minByOrNull { abs(x(readings[it].day) - event.x) })
        }
        return true
    }

    override fun performClick(): Boolean {
        super.performClick()
        if (chosen == null) choose(readings.indices.lastOrNull())
        return true
    }

    override fun onKeyDown(key: Int, event: KeyEvent): Boolean {
        val by = when (key) {
            KeyEvent.KEYCODE_DPAD_LEFT -> -1
            KeyEvent.KEYCODE_DPAD_RIGHT -> 1
            else -> return super.onKeyDown(key, event)
        }
        val to = (chosen ?: readings.lastIndex) + by
        if (to !in readings.indices) return super.onKeyDown(key, event)
        choose(to)
        return true
    }

    private fun choose(index: Int?) {
        chosen = index ?: return
        onChosen(readings[index])
        invalidate()
    }

    private companion object {
        const val EDGE_DP = 6
        const val LANE_DP = 24
        const val MARK_DP = 6
        const val DOT_DP = 3.5f
        const val CHOSEN_DP = 6f
        val DAY: DateTimeFormatter get() = DateTimeFormatter.ofPattern("d MMM", Locale.getDefault())
    }
}
