package health.interlude.app

import android.app.ActivityManager
import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.app.usage.UsageStatsManager
import android.content.Context
import android.content.Intent
import health.interlude.core.AlarmsToSet
import health.interlude.core.Stage
import health.interlude.core.Wake
import java.time.Clock
import java.time.LocalDateTime

private inline fun <reified S : Any> Context.service(): S = checkNotNull(getSystemService(S::class.java))

/** Sets alarms and shows the notification, as core decides. The text is always the same. */
class Reminders(private val context: Context, private val phone: Phone, private val clock: () -> Clock) {
    private val alarms = context.service<AlarmManager>()
    private val notifications = context.service<NotificationManager>()

    /** Whether the patient is in the app, where a reminder would only disturb. */
    var inApp = false

    init {
        val channel = NotificationChannel(
            CHANNEL,
            context.getString(R.string.note_channel),
            NotificationManager.IMPORTANCE_DEFAULT,
        )
        channel.lockscreenVisibility = Notification.VISIBILITY_PRIVATE
        channel.setShowBadge(false)
        notifications.createNotificationChannel(channel)
    }

    /** Whether the phone shows notifications of this app. */
    fun canShow(): Boolean {
        val importance = notifications.getNotificationChannel(CHANNEL)?.importance
        return notifications.areNotificationsEnabled() && importance != NotificationManager.IMPORTANCE_NONE
    }

    /** Whether the phone's battery settings may delay or stop alarms of this app. */
    fun maySleep(): Boolean {
        val restricted = context.service<ActivityManager>().isBackgroundRestricted
        val bucket = context.service<UsageStatsManager>().appStandbyBucket
        return restricted || bucket > UsageStatsManager.STANDBY_BUCKET_FREQUENT
    }

    /** Asks core what to do now, and does it; then calls [then]. */
    fun wake(wake: Wake, then: () -> Unit = {}) {
        val now = phone.now()
        val can = canShow()
        phone.ask({ if (it.stage() == Stage.ENROLLED) it.wakeReminders(wake, can, now) else null }) { result ->
            result.getOrNull()?.let(::act)
            then()
        }
    }

    /** An alarm that was set for [setForMs], in Unix milliseconds. */
    fun alarm(setForMs: Long, then: () -> Unit) {
        val late = (clock().millis() - setForMs) / MINUTE_MS
        wake(if (inApp) Wake.Opened else Wake.Alarm(late.toInt()), then)
    }

    private fun act(next: AlarmsToSet) {
        if (next.hide) notifications.cancel(NOTE)
        if (next.show) show(NOTE)
        val zone = clock().zone
        // A time that daylight saving skips becomes the one after it; of a time that comes twice, the first counts.
        val instants = next.at.map { LocalDateTime.parse(it).atZone(zone).toInstant().toEpochMilli() }
        instants.forEachIndexed { place, at ->
            val intent = own(ALARM).putExtra(SET_FOR, at)
            alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, at, pending(place, intent, UPDATE))
        }
        for (place in instants.size until MOST) {
            // FLAG_NO_CREATE returns null if no such alarm is set.
            val old: PendingIntent? = pending(place, own(ALARM), PendingIntent.FLAG_NO_CREATE)
            old?.let {
                alarms.cancel(it)
                it.cancel()
            }
        }
    }

    private fun own(action: String) = Intent(context, ReminderReceiver::class.java).setAction(action)

    private fun pending(place: Int, intent: Intent, flag: Int) =
        PendingIntent.getBroadcast(context, place, intent, flag or PendingIntent.FLAG_IMMUTABLE)

    private fun show(id: Int) = notifications.notify(id, note())

    private fun note(): Notification {
        val open = Intent(context, MainActivity::class.java).setAction(OPEN)
        val tapped = PendingIntent.getActivity(context, 0, open, UPDATE or PendingIntent.FLAG_IMMUTABLE)
        val later = Notification.Action.Builder(null, context.getString(R.string.note_later), pending(0, own(LATER), UPDATE))
        val outline = outline().build()
        return outline().setContentText(context.getString(R.string.note_text))
            .setContentIntent(tapped)
            .addAction(later.build())
            .setPublicVersion(outline)
            .build()
    }

    private fun outline() = Notification.Builder(context, CHANNEL)
        .setSmallIcon(R.drawable.ic_clock)
        .setContentTitle(context.getString(R.string.note_title))
        .setVisibility(Notification.VISIBILITY_PRIVATE)
        .setAutoCancel(true)

    /** Shows a notification as a reminder would; [wasTestShown] says later whether the phone did. */
    fun test() = show(TEST)

    /** Whether the notification of [test] is shown now. */
    fun wasTestShown() = notifications.activeNotifications.any { it.id == TEST }

    companion object {
        /** The action of the notification's intent, when the patient taps it. */
        const val OPEN = "health.interlude.app.OPEN"
        const val ALARM = "health.interlude.app.ALARM"
        const val LATER = "health.interlude.app.LATER"

        /** Extra of an alarm: the instant for which it was set, in Unix milliseconds. */
        const val SET_FOR = "set_for"

        private const val CHANNEL = "reminders"
        private const val NOTE = 1
        private const val TEST = 2
        private const val MOST = 60
        private const val MINUTE_MS = 60_000L
        private const val UPDATE = PendingIntent.FLAG_UPDATE_CURRENT
    }
}
