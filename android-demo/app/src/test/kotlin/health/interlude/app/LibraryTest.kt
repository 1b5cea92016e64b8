package health.interlude.app

import android.widget.TextView
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Forms that the clinic switched on or brought: every type of question, on a phone of their own. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class LibraryTest {
    private val clinic = Clinic.another()

    /** A new patient of a clinic that asks [forms], whose phone has heard of them. */
    private fun patient(vararg forms: String, qualifiers: String = Device.SMALL, font: Float = 1f): Device {
        clinic.forms(*forms)
        return Device(qualifiers, font).apply {
            enrol(clinic)
            hear(*forms)
        }
    }

    /** Syncs until the phone has heard what the clinic asks, and goes to the first screen. */
    private fun Device.hear(vararg forms: String) {
        val now = phone.now()
        repeat(TRIES) {
            var due = emptyList<String>()
            phone.ask({ app -> app.today(now).due.map { it.instrument } }) { due = it.getOrDefault(due) }
            settle()
            if (due == forms.toList()) {
                activity.open(Tab.TODAY)
                return settle()
            }
            Thread.sleep(WAIT_MS)
            activity.courier.go()
            settle()
        }
        error("the phone was not told of ${forms.toList()}: ${words()}")
    }

    private fun Device.said(id: Int) = activity.requireViewById<TextView>(id).text.toString()

    @Test
    fun `instructions stand above the first question only, the stem above every one`() {
        val device = patient("pcl5")
        device.tap("Start PCL-5")
        device.shoot("pcl5-first-S-light")
        device.checkScreen("pcl5-first")
        assertTrue(device.said(R.id.instructions).startsWith("Instructions: Below is a list"))
        assertEquals("In the past month, how much were you bothered by:", device.said(R.id.stem))
        device.tap("Not at all")
        assertFalse(device.says("Instructions: Below is a list"))
        assertEquals("In the past month, how much were you bothered by:", device.said(R.id.stem))
        repeat(19) { device.tap("A little bit") }
        assertTrue("the source stands below the answers", device.says("not copyrighted"))
        device.shoot("pcl5-review-S-light")
    }

    @Test
    fun `a number on a suicide scale shows help at the tap, and zero ends the form`() {
        val device = patient("sidas")
        device.tap("Start SIDAS")
        device.shoot("sidas-S-light")
        device.checkScreen("sidas")
        assertEquals("1 of 5", device.said(R.id.progress))
        val before = device.stored()
        device.press("1,")
        assertTrue("help before anything is written", device.crisisShown && device.stored() == before)
        device.shoot("sidas-help-S-light")
        device.back()
        device.tap("0,")
        device.shoot("sidas-changed-S-light")
        assertTrue(device.says("You changed this answer"))
        device.tap("Next")
        assertTrue("nothing else is asked", device.says("Save"))
        device.tap("Save")
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `a refusal counts as an answer that shows help, and a yes asks what follows`() {
        val device = patient("asq")
        device.tap("Start ASQ")
        repeat(2) { device.tap("No") }
        device.press("Refused / no answer")
        assertTrue(device.crisisShown)
        device.back()
        device.tap("Next")
        device.press("Yes")
        assertTrue(device.crisisShown)
        device.back()
        device.tap("Next")
        assertTrue("a yes asks how", device.says("If yes, how?"))
        device.shoot("asq-text-S-light")
        device.checkScreen("asq-text")
        device.type(R.id.typed, "long ago")
        device.tap("Next")
        device.tap("Skip")
        device.press("No")
        assertFalse(device.crisisShown)
        device.settle()
        device.tap("Save")
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `a licensed wording is shown as the clinic brought it`() {
        val items = JSONObject()
        for (number in 1..10) items.put("epds.$number", JSONObject(mapOf("text" to "Licensed question $number")))
        val sets = JSONObject()
        for (number in 1..10) sets.put("epds.$number", JSONArray((0..3).map { "Licensed statement $it" }))
        val wording = JSONObject(
            mapOf(
                "instrument" to "epds", "version" to "1987", "language" to "en", "state" to "verified",
                "source" to "the clinic's copy", "permission" to "licence 17", "option_sets" to sets, "items" to items,
            ),
        )
        clinic.upload(wording.toString())
        val device = patient("epds", qualifiers = Device.SMALL_DARK)
        device.tap("Start EPDS")
        assertTrue(device.says("Licensed question 1"))
        device.shoot("epds-S-dark")
        repeat(9) { device.tap("Licensed statement 0") }
        device.tap("Licensed statement 3")
        assertFalse("the last statement is the mildest", device.crisisShown)
        device.tap("Licensed question 10")
        device.press("Licensed statement 0")
        assertTrue("the first statement is the worst", device.crisisShown)
    }

    @Test
    fun `every form of the library can be answered to its end with letters twice as large`() {
        val forms = listOf("phq15", "k6", "peg", "session_effects", "cesd", "pcptsd5")
        val device = patient(forms.first(), font = 2f)
        for (form in forms) {
            clinic.forms(form)
            device.hear(form)
            device.press(device.buttons().first { it.text.startsWith("Start") }.text.toString())
            device.settle()
            device.checkScreen("$form-200")
            device.shoot("$form-S-light-200")
            var left = QUESTIONS
            while (!device.says("Save") && left-- > 0) device.tap("Skip")
            device.shoot("$form-review-S-light-200")
            device.tap("Save")
            assertTrue("$form: ${device.words()}", device.says("Saved"))
        }
    }

    private companion object {
        const val TRIES = 60
        const val WAIT_MS = 100L
        const val QUESTIONS = 40
    }
}
