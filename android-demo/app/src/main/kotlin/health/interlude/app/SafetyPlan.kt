package health.interlude.app

import health.interlude.core.KeyGuard
import org.json.JSONArray
import org.json.JSONObject
import java.io.File

/** Someone the patient chose to call. */
data class Person(val name: String, val number: String)

/** What is written in a safety plan: the text of each step, and someone to call. */
data class PlanText(val steps: List<String>, val person: Person?)

/**
 * The safety plan, sealed under a key of its own so that it opens without the diary.
 *
 * It stays on this phone: it is in neither journal and is not sent.
 */
class SafetyPlan(private val file: File, private val guard: KeyGuard) {
    /** The plan as last read or written; empty steps where nothing was written. */
    @Volatile var text = PlanText(List(STEPS) { "" }, null)
        private set

    /** Whether a plan is on this phone that could not be opened; it is kept as it is. */
    @Volatile var unreadable = false
        private set

    /** Reads the plan into [text]. */
    fun load() {
        if (!file.exists()) return
        runCatching { text = decode(String(guard.open(file.readBytes()))) }
            .onFailure { unreadable = true }
    }

    /** Writes [changed] to the disk; throws when it could not be written, and the old plan stands. */
    fun save(changed: PlanText) {
        check(!unreadable) { "the plan on this phone could not be opened" }
        val next = File(file.path + ".next")
        next.outputStream().use {
            it.write(guard.seal(encode(changed).toByteArray()))
            it.fd.sync()
        }
        check(next.renameTo(file)) { "the plan could not be put in place" }
        text = changed
    }

    companion object {
        /** The steps of a plan after Stanley and Brown. */
        const val STEPS = 6

        private fun encode(text: PlanText): String {
            val person = text.person?.let { JSONObject().put("name", it.name).put("number", it.number) }
            return JSONObject().put("steps", JSONArray(text.steps)).put("person", person).toString()
        }

        private fun decode(json: String): PlanText {
            val read = JSONObject(json)
            val steps = read.getJSONArray("steps")
            val person = read.optJSONObject("person")
            return PlanText(
                List(STEPS) { steps.optString(it) },
                person?.let { Person(it.getString("name"), it.getString("number")) },
            )
        }
    }
}
