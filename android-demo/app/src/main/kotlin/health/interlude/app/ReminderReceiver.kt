package health.interlude.app

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import health.interlude.core.Wake

/** Wakes the reminders: by their own alarms, and after events that delete or move alarms. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val reminders = (context.applicationContext as InterludeApplication).reminders
        // The diary opens on another thread, so the process must live until it has answered.
        val pending: PendingResult? = goAsync()
        val done = { pending?.finish() ?: Unit }
        when (intent.action) {
            Reminders.ALARM -> reminders.alarm(intent.getLongExtra(Reminders.SET_FOR, 0), done)
            Reminders.LATER -> reminders.wake(Wake.Later, done)
            Intent.ACTION_BOOT_COMPLETED -> reminders.wake(Wake.Boot, done)
            Intent.ACTION_TIMEZONE_CHANGED, Intent.ACTION_TIME_CHANGED -> reminders.wake(Wake.ClockMoved, done)
            Intent.ACTION_MY_PACKAGE_REPLACED -> reminders.wake(Wake.Updated, done)
            else -> done()
        }
    }
}
