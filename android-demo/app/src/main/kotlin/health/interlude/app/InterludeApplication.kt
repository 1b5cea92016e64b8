package health.interlude.app

import android.app.Application
import android.content.Context
import health.interlude.core.PatientApp
import java.io.File
import java.time.Clock
import java.time.Instant
import java.time.ZoneId

/** The phone's clock, in the zone of the moment: [Clock.systemDefaultZone] keeps the zone of its start. */
object PhoneClock : Clock() {
    override fun getZone(): ZoneId = ZoneId.systemDefault()
    override fun withZone(zone: ZoneId): Clock = system(zone)
    override fun instant(): Instant = Instant.now()
}

/** Holds the only [Phone] of the process. */
class InterludeApplication : Application() {
    /** The phone's clock; tests replace it. */
    var clock: Clock = PhoneClock

    lateinit var phone: Phone
        private set

    lateinit var reminders: Reminders
        private set

    override fun onCreate() {
        super.onCreate()
        // noBackupFilesDir is in neither cloud backups nor transfers to another phone.
        val directory = File(noBackupFilesDir, "diary")
        phone = Phone(
            open = {
                directory.mkdirs()
                PatientApp.open(directory.path, Guard("interlude"))
            },
            plan = SafetyPlan(File(noBackupFilesDir, "plan"), Guard("interlude-plan")),
            clock = { clock },
        )
        phone.country = choices(this).getString(COUNTRY, null)
        reminders = Reminders(this, phone) { clock }
    }

    companion object {
        private const val COUNTRY = "country"

        private fun choices(context: Context) = context.getSharedPreferences("choices", MODE_PRIVATE)

        /** Remembers the country chosen for crisis lines. */
        fun rememberCountry(context: Context, code: String) {
            choices(context).edit().putString(COUNTRY, code).apply()
        }
    }
}
