package health.interlude.app

import android.text.InputType
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
import java.io.File
import java.time.Duration

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
    fun `a patient is asked the five questions of the ASQ, and may add how and when below the answers`() {
        val device = patient("asq")
        device.tap("Start ASQ")
        device.shoot("asq-first-S-light")
        assertFalse("no line for a nurse", device.words().any { "patient" in it.lowercase() })
        repeat(2) { device.tap("No") }
        device.press("Refused / no answer")
        assertTrue(device.crisisShown)
        device.back()
        device.tap("Next")
        device.press("Yes")
        assertTrue(device.crisisShown)
        device.back()
        device.tap("Next")
        assertTrue("nobody is asked how", device.says("right now?"))
        device.press("No")
        assertFalse(device.crisisShown)
        device.settle()
        device.shoot("asq-review-S-light")
        device.tap("Have you ever tried to kill yourself?\nIf yes, how?")
        device.shoot("asq-text-S-light")
        device.checkScreen("asq-text")
        assertEquals("Have you ever tried to kill yourself?", device.said(R.id.stem))
        device.type(R.id.typed, "long ago")
        device.tap("Next")
        device.tap("Save")
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `whose form it is stands one tap behind its name, on every question`() {
        val device = patient("audit", font = 2f)
        device.tap("Start AUDIT")
        device.checkScreen("audit-200")
        device.shoot("audit-first-S-light-200")
        device.tap("Never")
        val asked = device.said(R.id.question)
        device.tap("AUDIT, about this form")
        device.shoot("audit-about-S-light-200")
        device.checkScreen("audit-about-200")
        assertTrue(device.says("Alcohol Use Disorders Identification Test"))
        assertTrue("the notice", device.says("not for sale"))
        assertTrue("the publication", device.says("Babor TF"))
        device.back()
        assertEquals(asked, device.said(R.id.question))
        device.tap("AUDIT, about this form")
        device.leaveFor(Duration.ofMinutes(16))
        assertTrue("a form left behind its notice is closed too", device.says("For today"))
    }

    @Test
    fun `a form says how far back it asks, and the DAST-10 that ketamine of a clinic does not count`() {
        val device = patient("dast10", "who5", qualifiers = Device.SMALL_DARK)
        device.tap("Start DAST-10")
        device.shoot("dast10-first-S-dark")
        device.checkScreen("dast10-first")
        assertTrue(device.said(R.id.instructions).contains("prescribed for you does not count"))
        device.tap("No")
        assertEquals("Think of the past 12 months.", device.said(R.id.stem))
        device.shoot("dast10-second-S-dark")
        device.tap("Leave this form")
        device.tap("Leave")
        device.tap("Start WHO-5")
        repeat(2) {
            assertEquals("Think of the last two weeks.", device.said(R.id.stem))
            device.shoot("who5-S-dark")
            device.tap("Most of the time")
        }
    }

    @Test
    fun `a number that is typed says what both ends mean, and may be below zero`() {
        val definition = File("../../core/clinical/instruments/peg.json").readText().let(::JSONObject)
        definition.put("id", "own_alert").put("title", "Level of alertness").put("short", "Alertness")
        definition.put("scoring", JSONObject(mapOf("method" to "single-items"))).remove("direction")
        val scale = JSONObject(
            mapOf(
                "id" to "own_alert.1", "number" to 1, "text" to "How awake were you in the past week?", "kind" to "number",
                "min" to -10, "max" to 100, "min_label" to "Cannot be woken", "max_label" to "Wide awake",
            ),
        )
        val warmth = JSONObject(
            mapOf(
                "id" to "own_alert.2", "number" to 2, "text" to "Temperature in the past week", "kind" to "decimal",
                "min" to 30, "max" to 43, "unit" to "Cel",
            ),
        )
        definition.put("items", JSONArray(listOf(scale, warmth)))
        clinic.upload(definition.toString())
        val device = patient("own_alert", font = 2f)
        device.tap("Start Alertness")
        device.shoot("typed-ends-S-light-200")
        device.checkScreen("typed-ends-200")
        assertEquals("−10 = Cannot be woken\n100 = Wide awake", device.said(R.id.min_label))
        val typed = device.activity.requireViewById<TextView>(R.id.typed)
        assertTrue("a minus can be typed", typed.inputType and InputType.TYPE_NUMBER_FLAG_SIGNED != 0)
        assertFalse("a typed number is no tap", device.says("Tap an answer"))
        assertEquals("no point on the keyboard", 0, typed.inputType and InputType.TYPE_NUMBER_FLAG_DECIMAL)
        for (wrong in listOf("-300", "7,5")) {
            device.type(R.id.typed, wrong)
            device.tap("Next")
            assertEquals("Type a whole number from −10 to 100, or skip this.", device.said(R.id.fault))
        }
        device.type(R.id.typed, "-3")
        device.tap("Next")
        assertEquals("°C", device.said(R.id.unit))
        assertEquals(InputType.TYPE_NUMBER_FLAG_DECIMAL, typed.inputType and
            (InputType.TYPE_NUMBER_FLAG_SIGNED or InputType.TYPE_NUMBER_FLAG_DECIMAL))
        device.type(R.id.typed, "50,1")
        device.tap("Next")
        assertEquals("Type a number from 30 to 43, or skip this.", device.said(R.id.fault))
        device.shoot("typed-unit-S-light-200")
        device.checkScreen("typed-unit-200")
        device.type(R.id.typed, "36,9")
        device.tap("Next")
        assertTrue("${device.words()}", device.says("−3") && device.says("36.9"))
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
        val forms = listOf("phq15", "k6", "peg", "session_effects", "cesd", "pcptsd5", "who5", "sidas", "auditc")
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
