import java.nio.file.Files
import java.time.OffsetDateTime
import java.time.ZoneOffset
import java.time.temporal.ChronoUnit
import kotlin.system.exitProcess
import health.interlude.core.AnswerView
import health.interlude.core.AppException
import health.interlude.core.ContentChoice
import health.interlude.core.CrisisDirective
import health.interlude.core.KeyGuard
import health.interlude.core.LocalTime
import health.interlude.core.PatientApp

/** Seals nothing. A real app asks Android's Keystore. */
object OpenGuard : KeyGuard {
    override fun seal(plain: ByteArray) = plain

    override fun open(sealed: ByteArray) = sealed
}

/** Joins a clinic, answers a PHQ-9, shows crisis help on the tap, saves and syncs. */
fun main(arguments: Array<String>) {
    val invite = arguments.singleOrNull() ?: quit("usage: CheckIn INVITE")
    val folder = Files.createTempDirectory("interlude-example").toFile()
    try {
        PatientApp.open(folder.path, OpenGuard).use { app ->
            join(app, invite)
            answer(app)
            println(app.sync().statusText)
            for (point in app.trend("phq9", now()).points) println("PHQ-9 total: ${point.total}")
        }
    } catch (error: AppException) {
        quit(error.message)
    } finally {
        folder.deleteRecursively()
    }
}

private fun join(app: PatientApp, invite: String) {
    println("Digits: ${app.join(invite).digits}")
    while (!app.awaitConfirmation()) Thread.sleep(1_000)
    val code = app.enrol(app.contentKinds().map { ContentChoice(it.code, shared = true) }, now())
    println("Recovery code, to be written on paper: $code")
}

/** Answers every question with its second option; item 9 is above zero then. */
private fun answer(app: PatientApp) {
    val form = app.openForm("phq9", now())
    for (item in form.items()) {
        val tap = form.answer(item.id, AnswerView.Choice(item.options[1].value))
        tap.crisis?.let(::show)
        form.saveDraft()
    }
    // Item 10 is asked once an answer is above zero.
    for (item in form.items()) if (item.answered == null) form.answer(item.id, AnswerView.Skipped)
    println(form.submit(now()).text)
}

private fun show(crisis: CrisisDirective) {
    println(crisis.heading)
    for (action in listOfNotNull(crisis.emergency, crisis.primary) + crisis.others) {
        println("   ${action.label} ${action.number.orEmpty()}")
    }
}

/** Now, in UTC. A real app gives the phone's local time with its offset, and the phone's zone. */
private fun now() = LocalTime(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString(), "Etc/UTC")

private fun quit(why: String?): Nothing {
    System.err.println(why)
    exitProcess(1)
}
