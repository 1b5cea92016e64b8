package health.interlude.app

import android.view.WindowManager
import android.widget.EditText
import health.interlude.core.AppException
import health.interlude.core.GuardException
import health.interlude.core.PatientApp
import health.interlude.core.Stage
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.time.Duration

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class StartTest {
    private fun atConsent() = Device().apply {
        tap("I have an invite")
        type(R.id.invite, Clinic.shared.invite())
        tap("Join")
        Clinic.shared.confirm(digits())
        settle(Duration.ofSeconds(2))
    }

    @Test
    fun `screenshots and the list of recent apps do not show the screen`() {
        val flags = Device().activity.window.attributes.flags
        assertTrue(flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
    }

    @Test
    fun `neither Share nor Private is preselected, and each row needs a choice`() {
        val device = atConsent()
        val choices = device.buttons().filter { it.text.toString() in setOf("Share", "Private") }
        assertEquals(8, choices.size)
        assertFalse(choices.any { it.isSelected })
        device.tap("Share Forms")
        device.tap("Continue")
        assertTrue(device.says("Choose Share or Private for each of these: Check-ins, Notes, Safety plan."))
    }

    @Test
    fun `enrolment needs the tick that nobody watches live`() {
        val device = atConsent()
        for (kind in listOf("Check-ins", "Forms", "Notes", "Safety plan")) device.tap("Keep $kind private")
        device.tap("Continue")
        device.tap("Continue")
        assertTrue(device.says("Tick “I understand” to go on."))
        assertTrue(device.says("No one watches this live"))
    }

    @Test
    fun `the recovery code can be shown again until two groups were typed`() {
        val device = atConsent()
        for (kind in listOf("Check-ins", "Forms", "Notes", "Safety plan")) device.tap("Share $kind")
        device.tap("Continue")
        device.tapId(R.id.understand)
        device.tap("Continue")
        val code = device.words().first { it.contains('\n') }.split('\n', '\u2002')
        assertEquals(7, code.size)
        device.tap("Do this later")
        device.tap("More")
        device.tap("Recovery code")
        device.type(R.id.group_2, "0000")
        device.type(R.id.group_5, "0000")
        device.tap("I wrote it down")
        assertTrue(device.says("Those groups do not match."))
        device.type(R.id.group_2, code[1].lowercase())
        device.type(R.id.group_5, code[4])
        device.tap("I wrote it down")
        device.tap("More")
        assertFalse(device.says("Recovery code"))
    }

    @Test
    fun `digits that the clinic calls wrong end the invite, and nothing is shared`() {
        val device = Device()
        device.tap("I have an invite")
        device.type(R.id.invite, Clinic.shared.invite())
        device.tap("Join")
        device.tap("They say it is wrong")
        device.shoot("stopped-S-light")
        assertTrue(device.says("Nothing was shared."))
    }

    @Test
    fun `keyboards do not learn from typed text`() {
        val device = Device()
        device.tap("I have an invite")
        val fields = device.visible().filterIsInstance<EditText>()
        val flag = android.view.inputmethod.EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
        assertTrue(fields.isNotEmpty() && fields.all { it.imeOptions and flag != 0 })
    }

    @Test
    fun `a phone without its key reports this, and keeps the diary unchanged`() {
        val device = Device().apply { enrol(Clinic.shared) }
        val folder = File(device.app.noBackupFilesDir, "diary").path
        PatientApp.open(folder, Guard("interlude")).use { assertEquals(Stage.ENROLLED, it.stage()) }
        val before = device.stored()
        MemoryKeyStore.clear()
        val refused = assertThrows(AppException.Guard::class.java) { PatientApp.open(folder, Guard("interlude")) }
        assertTrue(refused.text.contains("Nothing is lost"))
        assertEquals(before, device.stored())
    }

    @Test
    fun `the guard opens what it sealed under its key, and fails if the key is gone`() {
        MemoryKeyStore.register()
        val guard = Guard("one")
        val sealed = guard.seal("words".toByteArray())
        assertArrayEquals("words".toByteArray(), guard.open(sealed))
        assertThrows(GuardException::class.java) { Guard("two").open(sealed) }
        Guard("two").seal(ByteArray(1))
        assertThrows(GuardException::class.java) { Guard("two").open(sealed) }
        sealed[sealed.lastIndex] = (sealed.last().toInt() xor 1).toByte()
        assertThrows(GuardException::class.java) { guard.open(sealed) }
        assertThrows(GuardException::class.java) { guard.open(ByteArray(3)) }
        MemoryKeyStore.clear()
        assertThrows(GuardException::class.java) { guard.open(guard.seal(ByteArray(1)).also { MemoryKeyStore.clear() }) }
    }
}
