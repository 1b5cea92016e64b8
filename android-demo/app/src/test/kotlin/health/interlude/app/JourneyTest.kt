package health.interlude.app

import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.PrintWriter
import java.net.InetAddress
import java.net.Socket
import java.time.Clock
import java.time.Duration

/**
 * The app's part of the journey from a tap to a clinician's chart, controlled by another program.
 *
 * The program listens on 127.0.0.1 at the port in `INTERLUDE_JOURNEY`. Both sides send JSON objects,
 * one per line. Each incoming message has `do`; the answers are listed in order. A failure is answered
 * with `{"error": text}`, and the test fails.
 *
 * | in | out |
 * |---|---|
 * | `{"do":"join","invite":text}` | `{"digits":"482913"}` |
 * | `{"do":"enrol","share":[kind…]}` after the digits were typed; without `share` everything is shared | `{"enrolled":true}` |
 * | `{"do":"answer_phq9","answers":[0…3 or null, nine of them]}` | for every answer that shows the crisis screen `{"crisis_shown":true,"journal_unchanged":true}`, then `{"help_reachable":true}`, then `{"saved":text}` |
 * | `{"do":"sync"}` | `{"synced":true,"status":text,"today":text}`, the status of the sync and of the first screen |
 * | `{"do":"trend"}` | `{"trend":{"instrument":"PHQ-9","points":[{"day":"2026-05-12","total":9 or null,"band":code or null}],"infusions":[{"day":…,"number":1,"label":text}],"lines":[texts of the list on screen]}}` |
 * | `{"do":"shoot","name":text}` | `{"shot":text}` |
 * | `{"do":"quit"}`, or the end of the stream | nothing; the test ends |
 */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class JourneyTest {
    private lateinit var out: PrintWriter

    @Test
    fun `the app does its part of the journey`() {
        val port = System.getenv("INTERLUDE_JOURNEY")
        if (port == null) println("JourneyTest is skipped, because INTERLUDE_JOURNEY is not set.")
        assumeTrue(port != null)
        Socket(InetAddress.getLoopbackAddress(), port.toInt()).use { socket ->
            out = PrintWriter(socket.getOutputStream().writer(), true)
            val device = Device(clock = Clock.systemDefaultZone())
            try {
                socket.getInputStream().bufferedReader().lineSequence().map(::JSONObject)
                    .takeWhile { it.getString("do") != "quit" }
                    .forEach { device.act(it) }
            } catch (wrong: Throwable) {
                send("error" to wrong.toString())
                throw wrong
            }
        }
    }

    private fun send(vararg pairs: Pair<String, Any>) = out.println(JSONObject(mapOf(*pairs)))

    private fun Device.act(message: JSONObject) = when (val act = message.getString("do")) {
        "join" -> join(message.getString("invite"))
        "enrol" -> enrol(message.optJSONArray("share"))
        "answer_phq9" -> answer(message.getJSONArray("answers"))
        "sync" -> sync()
        "trend" -> trend()
        "shoot" -> send("shot" to message.getString("name").also { shoot(it) })
        else -> error("unknown message “$act”")
    }

    private fun Device.join(invite: String) {
        tap("I have an invite")
        type(R.id.invite, invite)
        tap("Join")
        send("digits" to digits())
    }

    private fun Device.enrol(share: JSONArray?) {
        await("the clinic's confirmation") { says("Who may read what") }
        val shared = share?.let { kinds -> (0 until kinds.length()).map(kinds::getString) }
        var kinds = emptyList<Pair<String, String>>()
        phone.ask({ it.contentKinds() }) { kinds = it.getOrThrow().map { kind -> kind.code to kind.label } }
        settle()
        for ((code, label) in kinds) tap(if (shared == null || code in shared) "Share $label" else "Keep $label private")
        tap("Continue")
        tapId(R.id.understand)
        tap("Continue")
        await("the recovery code") { says("Your recovery code") }
        tap("Do this later")
        send("enrolled" to true)
    }

    private fun Device.answer(answers: JSONArray) {
        val options = listOf("Not at all", "Several days", "More than half the days", "Nearly every day")
        tap("Start PHQ-9")
        for (index in 0 until answers.length()) {
            if (answers.isNull(index)) {
                tap("Skip")
                continue
            }
            settle()
            val before = stored()
            press(options[answers.getInt(index)])
            if (!crisisShown) {
                settle()
                continue
            }
            send("crisis_shown" to true, "journal_unchanged" to (before == stored()))
            settle()
            tap("Back to my questions")
            tap("Next")
        }
        if (!says("Your answers")) tap("Skip")
        tap("Help now")
        send("help_reachable" to crisisShown)
        back()
        tap("Save")
        await("Saved") { says("Saved") }
        send("saved" to words().first { "Saved" in it })
    }

    private fun Device.sync() {
        var report: Result<String>? = null
        phone.askServer({ it.sync().statusText }) { report = it }
        await("the sync") { report != null }
        var today: Result<String>? = null
        val now = phone.now()
        phone.ask({ it.today(now).status.text }) { today = it }
        await("the status of the first screen") { today != null }
        send("synced" to true, "status" to checkNotNull(report).getOrThrow(), "today" to checkNotNull(today).getOrThrow())
    }

    private fun Device.trend() {
        var answer: JSONObject? = null
        val now = phone.now()
        phone.ask({ it.trend(null, now) }) { result ->
            val chart = result.getOrThrow()
            val points = chart.points.map {
                mapOf("day" to it.day, "total" to (it.total ?: JSONObject.NULL), "band" to (it.band ?: JSONObject.NULL))
            }
            val infusions = chart.infusions.map { mapOf("day" to it.day, "number" to it.number, "label" to it.label) }
            answer = JSONObject(mapOf("instrument" to chart.instrument.short, "points" to points, "infusions" to infusions))
        }
        await("the trend") { answer != null }
        tap("Trend")
        tap("Show as a list")
        val lines = visible(activity.requireViewById(R.id.list)).mapNotNull { (it as? android.widget.TextView)?.text?.toString() }
        send("trend" to checkNotNull(answer).put("lines", JSONArray(lines)))
        tap("Today")
    }

    private fun Device.await(what: String, done: () -> Boolean) {
        repeat(MOST_SECONDS) {
            if (done()) return
            settle(Duration.ofSeconds(2))
            if (done()) return
            Thread.sleep(1000)
        }
        error("timeout waiting for $what: ${words()}")
    }

    private companion object {
        const val MOST_SECONDS = 120
    }
}
