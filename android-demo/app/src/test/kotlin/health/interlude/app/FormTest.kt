package health.interlude.app

import android.view.accessibility.AccessibilityManager
import android.widget.TextView
import health.interlude.core.AppException
import health.interlude.core.CheckInInterface
import health.interlude.core.LocalTime
import health.interlude.core.Saved
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.time.Duration

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class FormTest {
    private fun started(form: String) = Device().apply {
        enrol(Clinic.shared)
        tap("Start $form")
    }

    private fun Device.progress() = activity.requireViewById<TextView>(R.id.progress).text.toString()

    @Test
    fun `a check-in takes at most eight taps`() {
        val device = Device().apply { enrol(Clinic.shared) }
        var taps = 0
        fun tap(words: String) = device.tap(words).also { taps += 1 }
        tap("Start Check-in")
        repeat(4) { tap("7,") }
        repeat(2) { tap("No") }
        tap("Save")
        assertEquals(8, taps)
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `going back never loses an answer`() {
        val device = started("PHQ-9")
        device.tap("Several days")
        device.tap("Nearly every day")
        assertEquals("3 of 9", device.progress())
        device.back()
        assertTrue(device.find("Nearly every day,").isSelected)
        device.back()
        assertTrue(device.find("Several days,").isSelected)
    }

    @Test
    fun `taps right after a change of question are ignored`() {
        val device = started("PHQ-9")
        device.press("Not at all")
        shadowOf(android.os.Looper.getMainLooper()).idleFor(Duration.ofMillis(200))
        assertEquals("2 of 9", device.progress())
        device.press("Nearly every day")
        device.settle()
        assertEquals("2 of 9", device.progress())
        assertFalse(device.find("Nearly every day,").isSelected)
    }

    @Test
    fun `with a screen reader a tap only selects, and Next moves on`() {
        val device = Device().apply { enrol(Clinic.shared) }
        val manager = device.activity.getSystemService(AccessibilityManager::class.java)
        shadowOf(manager).setTouchExplorationEnabled(true)
        device.tap("Start PHQ-9")
        device.tap("Several days")
        assertEquals("1 of 9", device.progress())
        device.tap("Next")
        assertEquals("2 of 9", device.progress())
    }

    @Test
    fun `leaving a form asks for confirmation first`() {
        val device = started("PHQ-9")
        device.tap("Several days")
        device.tap("Leave this form")
        assertTrue(device.says("Leave this form?"))
        device.tap("Keep answering")
        assertEquals("2 of 9", device.progress())
        device.tap("Leave this form")
        device.tap("Leave")
        assertTrue(device.says("For today"))
    }

    @Test
    fun `a form is closed after fifteen minutes in the background`() {
        val device = started("PHQ-9")
        device.leaveFor(Duration.ofMinutes(4))
        assertEquals("1 of 9", device.progress())
        device.leaveFor(Duration.ofMinutes(6))
        assertTrue(device.says("For today"))
    }

    @Test
    fun `a rotation keeps question and answers`() {
        val device = started("PHQ-9")
        device.tap("Several days")
        device.turn(Device.WIDE)
        assertEquals("2 of 9", device.progress())
        device.back()
        assertTrue(device.find("Several days,").isSelected)
    }

    @Test
    fun `a form without core questions opens with the list of answers, and can be left`() {
        val device = Device().apply { enrol(Clinic.shared) }
        var form: CheckInInterface? = null
        device.phone.ask({ form = it.openForm("daily_checkin", device.phone.now()) }) {}
        device.settle()
        val real = checkNotNull(form)
        for (items in listOf(real.items().filterNot { it.core }, emptyList())) {
            val bare = object : CheckInInterface by real {
                override fun items() = items
            }
            device.activity.go(FormPlace(FormModel(device.phone, bare, device.activity::afterFrame), first = false))
            device.settle()
            assertTrue("${device.words()}", device.says("Your answers"))
            device.checkScreen("form-without-core")
            device.back()
            assertTrue(device.says("Leave this form?"))
            device.tap("Keep answering")
            assertTrue(device.says("Your answers"))
        }
    }

    @Test
    fun `a form that could not be saved stays open, shows the error, and can be saved again`() {
        val device = Device().apply { enrol(Clinic.shared) }
        var full = true
        val real = device.phone.let { phone ->
            var form: CheckInInterface? = null
            phone.ask({ form = it.openForm("daily_checkin", phone.now()) }) {}
            device.settle()
            checkNotNull(form)
        }
        val failing = object : CheckInInterface by real {
            override fun submit(moment: LocalTime): Saved {
                if (full) throw AppException.DiskFull("Not saved yet. Your phone is full. Your answers are still on this screen.")
                return real.submit(moment)
            }
        }
        device.activity.go(FormPlace(FormModel(device.phone, failing, device.activity::afterFrame), first = false))
        device.settle()
        repeat(4) { device.tap("3,") }
        repeat(2) { device.tap("No") }
        device.tap("Save")
        device.shoot("review-diskfull-S-light")
        assertTrue(device.says("Not saved yet."))
        assertTrue(device.says("3"))
        full = false
        device.tap("Try again")
        assertTrue(device.says("Saved"))
    }
}
