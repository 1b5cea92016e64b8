package health.interlude.app

import android.os.Handler
import android.os.Looper
import health.interlude.core.ClinicView
import health.interlude.core.CrisisDirective
import health.interlude.core.Moment
import health.interlude.core.PatientApp
import health.interlude.core.helpNow
import java.time.Clock
import java.time.ZonedDateTime
import java.time.format.DateTimeFormatter
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * The core and the threads it works on.
 *
 * Nothing that touches the disk or the network runs on the screen's thread. The journal has a
 * thread of its own, so that saving never waits for a slow server.
 */
class Phone(private val open: () -> PatientApp, val plan: SafetyPlan, private val clock: () -> Clock) {
    internal val journal = Executors.newSingleThreadExecutor { Thread(it, "journal") }
    internal val network = Executors.newSingleThreadExecutor { Thread(it, "network") }
    private val screen = Handler(Looper.getMainLooper())

    @Volatile private var app: PatientApp? = null

    /** The clinic as far as it is known; `null` before joining. */
    @Volatile var clinic: ClinicView? = null
        private set

    /** The country whose crisis lines the person chose; `null` means the clinic's. */
    var country: String? = null

    /** Whether the server could not be reached the last time. */
    var offline = false

    /** Opens the journal if need be, does [work] off the screen's thread and hands the result back. */
    fun <T> ask(work: (PatientApp) -> T, then: (Result<T>) -> Unit) = run(journal, work, then)

    /** Like [ask], for work that waits for the server. */
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

    /** Writes a changed safety plan, also where the diary cannot be opened. */
    fun changePlan(how: (PlanText) -> PlanText, then: (Result<Unit>) -> Unit) {
        journal.execute {
            val result = runCatching { plan.save(how(plan.text)) }
            screen.post { then(result) }
        }
    }

    /** What the crisis screen shows; instant, and answered even where no journal could be opened. */
    fun help(fromForm: Boolean): CrisisDirective =
        app?.crisis(country, fromForm) ?: helpNow(country)

    /** Now, as entries carry it: local time with offset in whole seconds, and the zone's name. */
    fun now(): Moment {
        val now = ZonedDateTime.now(clock())
        return Moment(at = AT.format(now), zone = now.zone.id)
    }

    private companion object {
        val AT: DateTimeFormatter = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
    }
}
