package health.interlude.app

import android.view.MotionEvent
import android.view.View
import health.interlude.core.AnswerView
import health.interlude.core.LocalTime
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class TrendTest {
    /** A patient with four infusions and ten weekly forms, one of them too incomplete to score. */
    private fun course(qualifiers: String = Device.SMALL) = Device(qualifiers).apply {
        enrol(Clinic.shared)
        val days = listOf("03-03", "03-10", "03-17", "03-24", "03-31", "04-07", "04-14", "04-21", "04-28", "05-05")
        val values = listOf(3, 2, 2, 1, null, 1, 1, 1, 1, 1)
        phone.ask({ app ->
            for ((day, value) in days.zip(values)) {
                val moment = LocalTime("2026-${day}T09:12:00-04:00", "America/New_York")
                val form = app.openForm("phq9", moment)
                for (number in 1..8) {
                    form.answer("phq9.$number", value?.let { AnswerView.Choice(it) } ?: AnswerView.Skipped)
                }
                form.answer("phq9.9", AnswerView.Choice(0))
                if (value != null) form.answer("phq9.10", AnswerView.Skipped)
                form.submit(moment)
            }
        }) { it.getOrThrow() }
        for (day in listOf("03-05", "03-12", "03-19", "04-02")) Clinic.shared.infuse("2026-${day}T10:05:00-05:00")
        phone.askServer({ it.sync() }) { it.getOrThrow() }
        settle()
        tap("Trend")
    }

    @Test
    fun `the line shows totals and never names of bands`() {
        val device = course()
        device.shoot("trend-full-S-light")
        assertTrue("the source", device.says("No permission required") && device.says("Kroenke"))
        for (word in listOf("mild", "moderate", "severe", "minimal", "risk")) {
            assertFalse(word, device.words().any { word in it.lowercase() })
        }
        val chart = device.activity.requireViewById<View>(R.id.chart)
        for (word in listOf("mild", "moderate", "severe")) assertFalse(chart.contentDescription.contains(word))
        assertTrue("a gap is spoken", chart.contentDescription.contains("Tue 31 Mar: not scored"))
    }

    @Test
    fun `a tap on the line shows one answer`() {
        val device = course()
        val chart = device.activity.requireViewById<View>(R.id.chart)
        val up = MotionEvent.obtain(0, 0, MotionEvent.ACTION_UP, chart.width - 20f, chart.height / 2f, 0)
        chart.dispatchTouchEvent(up)
        device.settle()
        device.shoot("trend-chosen-S-light")
        assertTrue(device.says("Tue 5 May: 8, day 33 since your infusion"))
    }

    @Test
    fun `the list has the same answers, newest first`() {
        val device = course()
        device.tap("All")
        device.tap("Show as a list")
        device.shoot("trend-list-full-S-light")
        val words = device.words()
        assertTrue("Thu 2 Apr: infusion 4" in words)
        assertTrue(words.indexOfFirst { it.startsWith("Tue 5 May") } in 0 until words.indexOfFirst { it.startsWith("Tue 3 Mar") })
    }

    @Test
    fun `the published names of bands are one tap away`() {
        val device = course()
        device.tap("What does this number mean?")
        device.shoot("trend-meaning-S-light")
        assertTrue(device.says("Your clinician can say what it means for you."))
        assertTrue(device.says("Moderate") || device.says("moderate"))
        assertTrue("the source", device.says("No permission required") && device.says("Kroenke"))
    }

    @Test
    fun `the trend works in the dark theme`() {
        course(Device.SMALL_DARK).shoot("trend-full-S-dark")
    }

    @Test
    fun `the trend works in landscape`() = course(Device.WIDE).run {
        shoot("trend-full-L-light")
        checkScreen("trend-full-L")
    }
}
