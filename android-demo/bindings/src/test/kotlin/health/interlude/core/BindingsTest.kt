package health.interlude.core

import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.spec.GCMParameterSpec

/** Calls the library from Kotlin as an app does. */
class BindingsTest {
    @get:Rule
    val folder = TemporaryFolder()

    private class Guard : KeyGuard {
        private val key = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()

        override fun seal(plain: ByteArray): ByteArray {
            val cipher = Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.ENCRYPT_MODE, key) }
            return cipher.iv + cipher.doFinal(plain)
        }

        override fun `open`(sealed: ByteArray): ByteArray {
            val cipher = Cipher.getInstance("AES/GCM/NoPadding")
            cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(128, sealed, 0, 12))
            return cipher.doFinal(sealed, 12, sealed.size - 12)
        }
    }

    private val now = LocalTime("2026-05-12T14:05:00-04:00", "America/New_York")

    private fun phone(guard: KeyGuard = Guard()) = PatientApp.open(folder.root.path, guard)

    @Test
    fun `help works without a diary, with and without a country`() {
        val neutral = helpNow(null)
        assertNull(neutral.primary)
        assertEquals("112", neutral.emergency.number)
        assertTrue(neutral.others.isNotEmpty())
        for (country in countries()) {
            val help = helpNow(country.code)
            assertNotNull(country.name, help.primary)
            assertNotNull(country.name, help.emergency.number)
        }
        assertEquals("988", helpNow("US").primary?.number)
        assertEquals(neutral, helpNow("no such country"))
    }

    @Test
    fun `a new phone has no clinic and cannot open a form`() {
        val app = phone()
        assertEquals(Stage.NEW, app.stage())
        assertNull(app.clinic())
        assertThrows(AppException.WrongStage::class.java) { app.openForm("phq9", now) }
        assertEquals(helpNow(null), app.crisis(null, false))
    }

    @Test
    fun `a text that is no invite is refused with a message, and changes nothing`() {
        val app = phone()
        for (text in listOf("", "hello", "INTERLUDE:1:", "https://example.org")) {
            val refused = assertThrows(AppException.InvalidInvite::class.java) { app.join(text) }
            assertTrue(refused.text.length > 20)
        }
        assertEquals(Stage.NEW, app.stage())
    }

    @Test
    fun `a diary can be reopened`() {
        val guard = Guard()
        phone(guard).close()
        val again = phone(guard)
        assertEquals(Stage.NEW, again.stage())
        assertThrows(AppException.WrongStage::class.java) { again.sync() }
    }
}
