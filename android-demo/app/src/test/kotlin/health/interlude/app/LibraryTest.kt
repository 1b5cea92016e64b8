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

/** Forms that a clinic switched on or uploaded: every type of question. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class LibraryTest {
    private val clinic = Clinic.another()

    /** A new patient of a clinic that asks [forms], whose phone has synced them. */
    private fun patient(vararg forms: String, qualifiers: String = Device.SMALL, font: Float = 1f): Device {
        clinic.forms(*forms)
        return Device(qualifiers, font).apply {
            enrol(clinic)
            awaitForms(*forms)
        }
    }

    /** Syncs until the phone has [forms], and goes to the first screen. */
    private fun Device.awaitForms(vararg forms: String) {
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
        error("the phone did not get ${forms.toList()}: ${words()}")
    }

    private fun Device.textOf(id: Int) = activity.requireViewById<TextView>(id).text.toString()

    @Test
    fun `instructions are above the first question only, the stem above every question`() {
        val device = patient("pcl5")
        device.tap("Start PCL-5")
        device.shoot("pcl5-first-S-light")
        device.checkScreen("pcl5-first")
        assertTrue(device.textOf(R.id.instructions).startsWith("Instructions: Below is a list"))
        assertEquals("In the past month, how much were you bothered by:", device.textOf(R.id.stem))
        device.tap("Not at all")
        assertFalse(device.says("Instructions: Below is a list"))
        assertEquals("In the past month, how much were you bothered by:", device.textOf(R.id.stem))
        repeat(19) { device.tap("A little bit") }
        assertTrue("the source is below the answers", device.says("not copyrighted"))
        device.shoot("pcl5-review-S-light")
    }

    @Test
    fun `a number on a suicide scale shows help at the tap, and zero ends the form`() {
        val device = patient("sidas")
        device.tap("Start SIDAS")
        device.shoot("sidas-S-light")
        device.checkScreen("sidas")
        assertEquals("1 of 5", device.textOf(R.id.progress))
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
    fun `the ASQ asks its questions, and offers how and when below the answers`() {
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
        assertTrue("how is optional", device.says("right now?"))
        device.press("No")
        assertFalse(device.crisisShown)
        device.settle()
        device.shoot("asq-review-S-light")
        device.tap("Have you ever tried to kill yourself?\nIf yes, how?")
        device.shoot("asq-text-S-light")
        device.checkScreen("asq-text")
        assertEquals("Have you ever tried to kill yourself?", device.textOf(R.id.stem))
        device.type(R.id.typed, "long ago")
        device.tap("Next")
        device.tap("Save")
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `on every question, the source of the form is one tap away`() {
        val device = patient("audit", font = 2f)
        device.tap("Start AUDIT")
        device.checkScreen("audit-200")
        device.shoot("audit-first-S-light-200")
        device.tap("Never")
        val question = device.textOf(R.id.question)
        device.tap("AUDIT, about this form")
        device.shoot("audit-about-S-light-200")
        device.checkScreen("audit-about-200")
        assertTrue(device.says("Alcohol Use Disorders Identification Test"))
        assertTrue("the notice", device.says("not for sale"))
        assertTrue("the publication", device.says("Babor TF"))
        device.back()
        assertEquals(question, device.textOf(R.id.question))
        device.tap("AUDIT, about this form")
        device.leaveFor(Duration.ofMinutes(16))
        assertTrue("a form is closed from its source too", device.says("For today"))
    }

    @Test
    fun `a form shows its recall period, and the DAST-10 excludes a clinic's ketamine`() {
        val device = patient("dast10", "who5", qualifiers = Device.SMALL_DARK)
        device.tap("Start DAST-10")
        device.shoot("dast10-first-S-dark")
        device.checkScreen("dast10-first")
        assertTrue(device.textOf(R.id.instructions).contains("prescribed for you does not count"))
        device.tap("No")
        assertEquals("Think of the past 12 months.", device.textOf(R.id.stem))
        device.shoot("dast10-second-S-dark")
        device.tap("Leave this form")
        device.tap("Leave")
        device.tap("Start WHO-5")
        repeat(2) {
            assertEquals("Think of the last two weeks.", device.textOf(R.id.stem))
            device.shoot("who5-S-dark")
            device.tap("Most of the time")
        }
    }

    @Test
    fun `a typed number shows the labels of its ends, and can be negative`() {
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
        assertEquals("−10 = Cannot be woken\n100 = Wide awake", device.textOf(R.id.min_label))
        val typed = device.activity.requireViewById<TextView>(R.id.typed)
        assertTrue("a minus can be typed", typed.inputType and InputType.TYPE_NUMBER_FLAG_SIGNED != 0)
        assertFalse("no hint to tap", device.says("Tap an answer"))
        assertEquals("no decimal point on the keyboard", 0, typed.inputType and InputType.TYPE_NUMBER_FLAG_DECIMAL)
        for (wrong in listOf("-300", "7,5")) {
            device.type(R.id.typed, wrong)
            device.tap("Next")
            assertEquals("Type a whole number from −10 to 100, or skip this.", device.textOf(R.id.fault))
        }
        device.type(R.id.typed, "-3")
        device.tap("Next")
        assertEquals("°C", device.textOf(R.id.unit))
        assertEquals(InputType.TYPE_NUMBER_FLAG_DECIMAL, typed.inputType and
            (InputType.TYPE_NUMBER_FLAG_SIGNED or InputType.TYPE_NUMBER_FLAG_DECIMAL))
        device.type(R.id.typed, "50,1")
        device.tap("Next")
        assertEquals("Type a number from 30 to 43, or skip this.", device.textOf(R.id.fault))
        device.shoot("typed-unit-S-light-200")
        device.checkScreen("typed-unit-200")
        device.type(R.id.typed, "36,9")
        device.tap("Next")
        assertTrue("${device.words()}", device.says("−3") && device.says("36.9"))
        device.tap("Save")
        assertTrue(device.says("Saved"))
    }

    @Test
    fun `an uploaded wording is shown unchanged`() {
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
    fun `every form of the library can be completed with text twice as large`() {
        val forms = listOf("phq15", "k6", "peg", "session_effects", "cesd", "pcptsd5", "who5", "sidas", "auditc")
        val device = patient(forms.first(), font = 2f)
        for (form in forms) {
            clinic.forms(form)
            device.awaitForms(form)
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
