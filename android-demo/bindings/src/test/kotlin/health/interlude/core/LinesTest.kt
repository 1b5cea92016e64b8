package health.interlude.core

import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.nio.ByteBuffer

/** Compares scores with the bytes of the other hosts. */
class LinesTest {
    private fun lines(name: String) = File("../../tests/vectors/lines/$name").readText().split("\n").dropLast(1)

    @Test
    fun `every line has the same bytes as on every host`() {
        val given = lines("in.ndjson")
        val expected = lines("out.ndjson")
        assertTrue(given.size > 600)
        assertEquals(given.size, expected.size)
        for ((line, bytes) in given.zip(expected)) {
            assertEquals(line, bytes, scoreLine(line))
        }
    }

    @Test
    fun `columns are passed and returned as bytes`() {
        val missing = Byte.MIN_VALUE
        val columns = buffer(3, missing, 7, 2, 1, 1)
        val scored = scoreColumns("phq2", itemIds("phq2"), columns, null)
        assertEquals(listOf<Byte>(0, 2, 3), scored.status.toList())
        assertEquals(12, scored.totals.size)
        assertThrows(ScoreException.UnknownItem::class.java) { scoreColumns("phq2", listOf("x"), buffer(1), null) }
    }

    // The library reads columns without a copy, so the buffer must be direct.
    private fun buffer(vararg bytes: Byte): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip()
}
