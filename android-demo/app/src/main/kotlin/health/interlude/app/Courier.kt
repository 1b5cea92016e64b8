package health.interlude.app

import android.os.Handler
import android.os.Looper
import health.interlude.core.AppException
import health.interlude.core.SyncReport

/** Syncs while the app is open, one exchange at a time. */
class Courier(private val phone: Phone, private val changed: () -> Unit) {
    private val handler = Handler(Looper.getMainLooper())
    private val next = Runnable { go() }
    private var open = false
    private var running = false
    private var again = false
    private var enrolled = false
    private var back = false

    /** Starts to sync, once the phone is enrolled. */
    fun begin() {
        enrolled = true
        go()
    }

    /** Call this when the app comes to the foreground. */
    fun resume() {
        open = true
        back = true
        go()
    }

    /** Call this when the app leaves the foreground. */
    fun pause() {
        open = false
        handler.removeCallbacks(next)
    }

    /** Syncs now, or after the running exchange. */
    fun go() {
        if (!enrolled) return
        again = running
        if (running) return
        running = true
        handler.removeCallbacks(next)
        val isBack = back
        back = false
        phone.askServer({
            if (isBack) it.networkIsBack()
            it.sync()
        }, ::done)
    }

    private fun done(result: Result<SyncReport>) {
        running = false
        phone.offline = result.exceptionOrNull() is AppException.Offline
        changed()
        if (again) return go()
        if (open) handler.postDelayed(next, wait(result))
    }

    private fun wait(result: Result<SyncReport>): Long {
        val failure = result.exceptionOrNull() as? AppException.Offline
        val seconds = failure?.retryAfterSeconds ?: result.getOrNull()?.retryAfterSeconds
        return (seconds ?: EVERY_SECONDS) * 1000L
    }

    private companion object {
        const val EVERY_SECONDS = 60
    }
}
