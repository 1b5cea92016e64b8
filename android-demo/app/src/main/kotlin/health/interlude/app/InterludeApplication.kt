package health.interlude.app

import android.app.Application
import android.content.Context
import health.interlude.core.PatientApp
import java.io.File
import java.time.Clock

/** Holds the only [Phone] of the process. */
class InterludeApplication : Application() {
    /** The phone's clock; tests replace it. */
    var clock: Clock = Clock.systemDefaultZone()

    lateinit var phone: Phone
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
