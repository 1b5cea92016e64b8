package health.interlude.app

import org.json.JSONArray
import org.json.JSONObject
import java.io.BufferedReader
import java.io.File
import java.io.PrintWriter
import java.util.concurrent.TimeUnit

/**
 * A real clinic for the app to join: a server on a free port and a clinician's client. They run in
 * one program of the Rust tests, at the path `interlude.clinic`, that is controlled by JSON lines.
 */
class Clinic private constructor() {
    private val process: Process
    private val answers: BufferedReader
    private val asks: PrintWriter

    init {
        val program = File(System.getProperty("interlude.clinic") ?: "../../target/debug/clinic")
        check(program.canExecute()) { "${program.path} is missing: run `cargo build -p interlude-tests --bin clinic`" }
        process = ProcessBuilder(program.path).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        Runtime.getRuntime().addShutdownHook(Thread(process::destroy))
        answers = process.inputStream.bufferedReader()
        asks = PrintWriter(process.outputStream.writer(), true)
        read()
    }

    private fun read(): JSONObject {
        val line = answers.readLine()
        if (line == null) process.waitFor(1, TimeUnit.SECONDS)
        val answer = JSONObject(checkNotNull(line) { "the clinic's program ended" })
        check(!answer.has("error")) { "the clinic reports: ${answer.get("error")}" }
        return answer
    }

    @Synchronized
    private fun ask(vararg pairs: Pair<String, Any>): JSONObject {
        asks.println(JSONObject(mapOf(*pairs)))
        return read()
    }

    /** Creates an invite and returns its text. */
    fun invite(): String = ask("do" to "invite").getString("invite")

    /** Types the six digits of the phone. */
    fun confirm(digits: String) {
        ask("do" to "confirm", "digits" to digits)
    }

    /** Records an infusion of 0.5 mg/kg at [at] for the patient who joined last. */
    fun infuse(at: String) {
        ask("do" to "infusion", "at" to at)
    }

    /** Signs a care plan at [at] for the patient who joined last; [rows] is JSON. */
    fun plan(at: String, rows: String) {
        ask("do" to "plan", "at" to at, "rows" to JSONArray(rows))
    }

    /** Sets the forms that patients are asked. */
    fun forms(vararg ids: String) {
        ask("do" to "forms", "ids" to JSONArray(ids))
    }

    /** Uploads a wording that the clinic has a licence for. */
    fun upload(text: String) {
        ask("do" to "upload", "text" to text)
    }

    companion object {
        /** A separate clinic, for a test that changes its forms. */
        fun another() = Clinic()

        /** The clinic that the other tests share. */
        val shared: Clinic by lazy { Clinic() }
    }
}
