package health.interlude.app

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.math.pow

/** Checks the texts and colours in the resource files. */
class WordsTest {
    private fun values(file: String, tag: String): Map<String, String> {
        val document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File("src/main/res/$file"))
        val nodes = document.getElementsByTagName(tag)
        return (0 until nodes.length).map { nodes.item(it) }
            .associate { (it.attributes.getNamedItem("name") ?: it.attributes.getNamedItem("quantity")).nodeValue to it.textContent }
    }

    @Test
    fun `no text frightens, judges or blames`() {
        val never = listOf(
            "test", "quiz", "survey", "assessment", "uploaded", "synced", "overdue", "missed", "failed", "adheren",
            "compliant", "suicid", "at risk", "flagged", "cured", "vault", "blob", "encrypt", "token", "oops", "sorry", "!", "please",
        )
        for ((name, words) in values("values/strings.xml", "string")) {
            for (word in never) {
                assertTrue("$name says “$word”: $words", !Regex("(?i)(?<![a-z])" + Regex.escape(word)).containsMatchIn(words))
            }
        }
    }

    private fun luminance(hex: String): Double {
        val parts = listOf(1, 3, 5).map { hex.substring(it, it + 2).toInt(16) / 255.0 }
        val (r, g, b) = parts.map { if (it <= 0.04045) it / 12.92 else ((it + 0.055) / 1.055).pow(2.4) }
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    private fun contrast(one: String, other: String): Double {
        val (dark, light) = listOf(luminance(one), luminance(other)).sorted()
        return (light + 0.05) / (dark + 0.05)
    }

    @Test
    fun `text has a contrast of 4_5, borders and marks of 3, in both themes`() {
        val text = listOf(
            "text" to "bg", "text" to "surface", "text_2" to "bg", "text_2" to "surface", "accent" to "bg",
            "accent" to "surface", "on_accent" to "accent", "on_accent_soft" to "accent_soft", "text" to "accent_soft",
            "text" to "fault_soft", "fault" to "surface",
        )
        val marks = listOf("outline" to "bg", "outline" to "surface", "focus" to "bg", "series_1" to "surface", "mark" to "surface", "accent" to "accent_soft")
        for (theme in listOf("values", "values-night")) {
            val colours = values("$theme/colors.xml", "color")
            for ((pairs, least) in listOf(text to 4.5, marks to 3.0)) {
                for ((on, under) in pairs) {
                    val found = contrast(colours.getValue(on), colours.getValue(under))
                    assertTrue("$theme: $on on $under is $found", found >= least)
                }
            }
        }
    }

    @Test
    fun `both themes define the same colours`() {
        assertEquals(values("values/colors.xml", "color").keys, values("values-night/colors.xml", "color").keys)
    }

    @Test
    fun `numbers are written without a trailing zero`() {
        assertEquals(listOf("7", "7.5", "0"), listOf(7.0, 7.5, 0.0).map { it.words() })
    }
}
