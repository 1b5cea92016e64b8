package health.interlude.app

import android.content.Intent
import android.content.pm.PackageManager
import android.view.View
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class CrisisTest {
    private fun atItemNine(device: Device = Device()): Device = device.apply {
        enrol(Clinic.shared)
        tap("Start PHQ-9")
        repeat(8) { tap("Not at all") }
    }

    private fun Device.lastIntent(): Intent = checkNotNull(shadowOf(activity).nextStartedActivity)

    private fun Device.telephony(has: Boolean) =
        shadowOf(activity.packageManager).setSystemFeature(PackageManager.FEATURE_TELEPHONY, has)

    @Test
    fun `the tap shows help before anything is written, for every answer above zero`() {
        val device = atItemNine()
        for (answer in listOf("Several days", "Nearly every day", "More than half the days")) {
            val before = device.stored()
            device.press(answer)
            assertTrue(answer, device.crisisShown)
            assertEquals("nothing is written before help is on screen", before, device.stored())
            device.settle()
            device.back()
            assertFalse(device.crisisShown)
            assertTrue("the answer is kept", device.find("$answer,").isSelected)
        }
    }

    @Test
    fun `an answer changed to zero shows a line that both can be seen, and no second screen`() {
        val device = atItemNine()
        device.tap("Several days")
        device.tap("Back to my questions")
        device.press("Not at all")
        assertFalse(device.crisisShown)
        assertTrue(device.says("You changed this answer. Your clinic can see both."))
        assertTrue(device.find("Help now").isShown)
    }

    @Test
    fun `everything from heading to safety plan is visible on a small phone without scrolling`() {
        val device = atItemNine()
        device.tap("Several days")
        val scroll = device.activity.requireViewById<View>(R.id.crisis_scroll)
        val end = scroll.locationInWindow() + scroll.height
        val heading = device.visible().filterIsInstance<TextView>().first()
        assertEquals("Thank you for telling us.", heading.text.toString())
        val plan = device.activity.requireViewById<View>(R.id.open_plan)
        assertTrue(heading.locationInWindow() >= 0)
        assertTrue(plan.locationInWindow() + plan.height <= end)
    }

    @Test
    fun `the order is emergency, line, text and chat, plan, person, clinic`() {
        val device = atItemNine()
        device.tap("Several days")
        val rows = device.buttons().map { it.text.toString().substringBefore("\n") }
        val order = listOf("In danger now? Call 911", "Call 988", "Text 988", "Chat online", "Open my safety plan", "Choose someone to call")
        assertEquals(order, rows.take(order.size))
        assertEquals("Back to my questions", rows.last())
    }

    @Test
    fun `calling opens the dialler with the number, texting a message, and neither needs permission`() {
        val device = atItemNine().apply { telephony(true) }
        device.tap("Several days")
        device.tap("Call 988")
        assertEquals(Intent.ACTION_DIAL to "tel:988", device.lastIntent().let { it.action to it.dataString })
        device.tap("Text 988")
        assertEquals(Intent.ACTION_SENDTO to "smsto:988", device.lastIntent().let { it.action to it.dataString })
        val info = device.activity.packageManager.getPackageInfo(device.activity.packageName, PackageManager.GET_PERMISSIONS)
        // The network, and what reminders need; nothing for calls, messages, contacts or exact alarms.
        val needed = listOf("INTERNET", "POST_NOTIFICATIONS", "RECEIVE_BOOT_COMPLETED").map { "android.permission.$it" }
        assertEquals(needed, info.requestedPermissions?.toList())
    }

    @Test
    fun `without telephony the number is shown large, to call from any phone`() {
        val device = atItemNine().apply { telephony(false) }
        device.tap("Several days")
        device.tap("Call 988")
        device.shoot("crisis-nophone-S-light")
        assertTrue(device.says("Call from any phone"))
        val number = device.visible().filterIsInstance<TextView>().first { it.text.toString() == "988" }
        assertEquals(28f, number.textSize / device.activity.resources.displayMetrics.scaledDensity, 0.1f)
    }

    @Test
    fun `help works before joining a clinic, without a country`() {
        val device = Device()
        device.press("Help now")
        assertTrue(device.crisisShown)
        device.settle()
        device.shoot("crisis-fallback-S-light")
        device.checkScreen("crisis-fallback")
        assertTrue(device.says("112"))
        device.tap("Choose your country")
        device.tap("United Kingdom")
        device.shoot("crisis-uk-S-light")
        assertTrue(device.says("999"))
        device.back()
        device.tap("Help now")
        assertTrue("the choice is remembered", device.says("999"))
    }

    @Test
    fun `help stays open after a rotation, and returns to the same question`() {
        val device = atItemNine()
        device.tap("Several days")
        device.turn(Device.WIDE)
        assertTrue(device.crisisShown)
        device.tap("Back to my questions")
        assertTrue(device.find("Several days,").isSelected)
    }

    @Test
    fun `the plan opens from help, saves its text, and returns to help`() {
        val device = atItemNine()
        device.tap("Several days")
        device.tap("Open my safety plan")
        val field = device.visible().filterIsInstance<android.widget.EditText>().first()
        field.setText("not sleeping two nights")
        device.settle()
        device.shoot("plan-full-S-light")
        device.back()
        assertTrue(device.crisisShown)
        val again = SafetyPlan(java.io.File(device.app.noBackupFilesDir, "plan"), Guard("interlude-plan")).apply { load() }
        assertEquals("not sleeping two nights", again.text.steps.first())
    }

    private fun View.locationInWindow(): Int = IntArray(2).also(::getLocationInWindow)[1]
}
