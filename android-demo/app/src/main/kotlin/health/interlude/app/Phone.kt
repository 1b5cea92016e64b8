package health.interlude.app

import android.os.Handler
import android.os.Looper
import health.interlude.core.ClinicView
import health.interlude.core.CrisisDirective
import health.interlude.core.LocalTime
import health.interlude.core.PatientApp
import health.interlude.core.helpNow
import java.time.Clock
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * Calls core on background threads.
 *
 * Disk and network are never used on the main thread. The diary has its own thread, so that saving
 * never waits for the server.
 */
class Phone(private val open: () -> PatientApp, val plan: SafetyPlan, private val clock: () -> Clock) {
    internal val journal = Executors.newSingleThreadExecutor { Thread(it, "journal") }
    internal val network = Executors.newSingleThreadExecutor { Thread(it, "network") }
    private val screen = Handler(Looper.getMainLooper())

    @Volatile private var app: PatientApp? = null

    /** The clinic; `null` before joining. */
    @Volatile var clinic: ClinicView? = null
        private set

    /** The country chosen for crisis lines; `null` means the clinic's. */
    var country: String? = null

    /** Whether the last request could not reach the server. */
    var offline = false

    /** Runs [work] on the diary's thread, opening the diary first, and [then] on the main thread. */
    fun <T> ask(work: (PatientApp) -> T, then: (Result<T>) -> Unit) = run(journal, work, then)

    /** Like [ask], on the network's thread, for work that waits for the server. */
    fun <T> askServer(work: (PatientApp) -> T, then: (Result<T>) -> Unit) = run(network, work, then)

    private fun <T> run(on: ExecutorService, work: (PatientApp) -> T, then: (Result<T>) -> Unit) {
        on.execute {
            val result = runCatching {
                val app = opened()
                work(app).also { clinic = app.clinic() }
            }
            screen.post { then(result) }
        }
    }

    @Synchronized
    private fun opened(): PatientApp = app ?: open().also {
        app = it
        clinic = it.clinic()
    }

    init {
        journal.execute(plan::load)
    }

    /** Saves a changed safety plan. Does not need the diary. */
    fun changePlan(how: (PlanText) -> PlanText, then: (Result<Unit>) -> Unit) {
        journal.execute {
            val result = runCatching { plan.save(how(plan.text)) }
            screen.post { then(result) }
        }
    }

    /** The content of the crisis screen; instant, and without an open diary. */
    fun help(fromForm: Boolean): CrisisDirective =
        app?.crisis(country, fromForm) ?: helpNow(country)

    /** The current time for core: local time with offset in whole seconds, and the zone's name. */
    fun now(): LocalTime {
        val now = ZonedDateTime.now(clock())
        return LocalTime(at = AT.format(now), zone = now.zone.id)
    }

    private companion object {
        val AT: DateTimeFormatter = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
    }
}
