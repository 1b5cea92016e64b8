package health.interlude.app

import health.interlude.core.KeyGuard
import org.json.JSONArray
import org.json.JSONObject
import java.io.File

/** A person to call. */
data class Person(val name: String, val number: String)

/** The content of a safety plan: the text of each step, and a person to call. */
data class PlanText(val steps: List<String>, val person: Person?)

/**
 * The safety plan, sealed under its own key, so that it opens without the diary.
 *
 * It stays on this phone: it is in no journal and is never sent.
 */
class SafetyPlan(private val file: File, private val guard: KeyGuard) {
    /** The plan last read or written; steps are empty if unwritten. */
    @Volatile var text = PlanText(List(STEPS) { "" }, null)
        private set

    /** Whether the plan on this phone could not be opened. It is kept unchanged. */
    @Volatile var unreadable = false
        private set

    /** Reads the plan into [text]. */
    fun load() {
        if (!file.exists()) return
        runCatching { text = decode(String(guard.open(file.readBytes()))) }
            .onFailure { unreadable = true }
    }

    /** Writes [changed] to the disk. If that fails it throws, and the previous plan remains. */
    fun save(changed: PlanText) {
        check(!unreadable) { "the plan on this phone could not be opened" }
        val next = File(file.path + ".next")
        next.outputStream().use {
            it.write(guard.seal(encode(changed).toByteArray()))
            it.fd.sync()
        }
        check(next.renameTo(file)) { "the plan's file could not be replaced" }
        text = changed
    }

    companion object {
        /** Number of steps, after Stanley and Brown. */
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
