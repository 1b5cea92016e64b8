package health.interlude.app

import org.json.JSONArray
import org.json.JSONObject
import java.io.BufferedReader
import java.io.File
import java.io.PrintWriter
import java.util.concurrent.TimeUnit

/**
 * A real clinic for the app to join: the server on a free port and a clinician's client, in one
 * program of the Rust tests that speaks JSON lines (`interlude.clinic` names it).
 */
class Clinic private constructor() {
    private val process: Process
    private val answers: BufferedReader
    private val asks: PrintWriter

    init {
        val program = File(System.getProperty("interlude.clinic") ?: "../../target/debug/clinic")
        check(program.canExecute()) { "there is no ${program.path}: build it by `cargo build -p interlude-tests --bin clinic`" }
        process = ProcessBuilder(program.path).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        Runtime.getRuntime().addShutdownHook(Thread(process::destroy))
        answers = process.inputStream.bufferedReader()
        asks = PrintWriter(process.outputStream.writer(), true)
        read()
    }

    private fun read(): JSONObject {
        val line = answers.readLine()
        if (line == null) process.waitFor(1, TimeUnit.SECONDS)
        val answer = JSONObject(checkNotNull(line) { "the clinic went away" })
        check(!answer.has("error")) { "the clinic says: ${answer.get("error")}" }
        return answer
    }

    @Synchronized
    private fun ask(vararg pairs: Pair<String, Any>): JSONObject {
        asks.println(JSONObject(mapOf(*pairs)))
        return read()
    }

    /** A new invite, as the text one pastes. */
    fun invite(): String = ask("do" to "invite").getString("invite")

    /** Types the six digits that the phone shows. */
    fun confirm(digits: String) {
        ask("do" to "confirm", "digits" to digits)
    }

    /** Takes in the patient who joined last, and records an infusion of 0.5 mg/kg at [at]. */
    fun infuse(at: String) {
        ask("do" to "infusion", "at" to at)
    }

    /** Decides what patients are asked from now on. */
    fun forms(vararg ids: String) {
        ask("do" to "forms", "ids" to JSONArray(ids))
    }

    /** Uploads a wording that the clinic has a licence for. */
    fun upload(text: String) {
        ask("do" to "upload", "text" to text)
    }

    companion object {
        /** A clinic of its own, for a test that changes what it asks. */
        fun another() = Clinic()

        /** The one clinic of this test run. */
        val shared: Clinic by lazy { Clinic() }
    }
}
