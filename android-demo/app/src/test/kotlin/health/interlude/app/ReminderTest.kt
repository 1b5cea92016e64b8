package health.interlude.app

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import android.os.Looper
import health.interlude.core.AnswerView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import org.robolectric.shadows.ShadowAlarmManager.ScheduledAlarm
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.LocalDateTime
import java.time.LocalTime
import java.time.ZoneId
import java.time.ZonedDateTime

/** Reminders on the framework's alarms, broadcasts and notifications. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class ReminderTest {
    private val device by lazy { Device().apply { enrol(Clinic.shared) } }
    private val alarms by lazy { shadowOf(device.app.getSystemService(AlarmManager::class.java)) }
    private val notes by lazy { shadowOf(device.app.getSystemService(NotificationManager::class.java)) }

    private fun switchOn(kind: String = "Check-in") {
        device.tap("More")
        device.tap("Reminders")
        device.tap("Remind me: $kind")
    }

    private fun at(local: String, zone: String = "America/New_York") {
        val time = LocalDateTime.parse(local).atZone(ZoneId.of(zone))
        device.app.clock = Clock.fixed(time.toInstant(), time.zone)
    }

    private fun at(time: ZonedDateTime) {
        device.app.clock = Clock.fixed(time.toInstant(), time.zone)
    }

    private fun send(action: String) {
        device.app.sendBroadcast(Intent(action))
        settle()
    }

    /** Waits for the diary's thread and for what it posts, without letting time pass. */
    private fun settle() = repeat(3) {
        device.phone.journal.submit {}.get()
        shadowOf(Looper.getMainLooper()).idle()
    }

    private fun set(): List<ScheduledAlarm> = alarms.scheduledAlarms.sortedBy { it.triggerAtMs }

    private fun times(zone: String = "America/New_York"): List<ZonedDateTime> =
        set().map { Instant.ofEpochMilli(it.triggerAtMs).atZone(ZoneId.of(zone)) }

    /** The system clears alarms when the phone is switched off and when the app is updated. */
    private fun clear() = set().forEach(::remove)

    private fun remove(alarm: ScheduledAlarm) {
        val manager = checkNotNull(device.app.getSystemService(AlarmManager::class.java))
        manager.cancel(checkNotNull(alarm.operation))
    }

    /** The next alarm goes off [late] after its time. */
    private fun fire(zone: String = "America/New_York", late: Duration = Duration.ZERO) {
        val next = set().first()
        at(Instant.ofEpochMilli(next.triggerAtMs).plus(late).atZone(ZoneId.of(zone)))
        remove(next)
        checkNotNull(next.operation).send()
        settle()
    }

    private fun shown(): List<Notification> = notes.allNotifications

    private fun leave() {
        device.app.reminders.inApp = false
    }

    private fun log(): List<Pair<String, String>> {
        var lines = emptyList<Pair<String, String>>()
        device.phone.ask({ it.reminders() }) { lines = it.getOrThrow().log.map { line -> line.whenText to line.fateText } }
        device.settle()
        return lines
    }

    private fun answerCheckIn() {
        val now = device.phone.now()
        device.phone.ask({ app ->
            val form = app.openForm("daily_checkin", now)
            form.items().filter { it.core }.forEach { form.answer(it.id, AnswerView.Skipped) }
            form.submit(now)
        }) { it.getOrThrow() }
        device.settle()
    }

    @Test
    fun `nothing is set before the patient switches a reminder on`() {
        device.tap("More")
        assertEquals(emptyList<ZonedDateTime>(), times())
    }

    @Test
    fun `a reminder is set at the local time, without a permission for exact alarms`() {
        switchOn()
        val first = set().first()
        assertEquals(LocalDateTime.parse("2026-05-12T19:00"), times().first().toLocalDateTime())
        assertTrue(first.isAllowWhileIdle)
        assertEquals(AlarmManager.RTC_WAKEUP, first.type)
        assertTrue(device.says("Next: Tue 12 May, 19:00"))
        assertTrue(times().size in 30..60)
        assertTrue(times().all { it.toLocalTime() == LocalTime.of(19, 0) })
    }

    @Test
    fun `the notification has no word about health, and a tap on it is in the log`() {
        switchOn()
        leave()
        fire()
        val note = shown().single()
        assertEquals("Interlude", note.extras.getString(Notification.EXTRA_TITLE))
        assertEquals("A note for you", note.extras.getString(Notification.EXTRA_TEXT))
        assertEquals(Notification.VISIBILITY_PRIVATE, note.visibility)
        assertEquals(null, note.publicVersion.extras.getString(Notification.EXTRA_TEXT))
        val tap = shadowOf(note.contentIntent).savedIntent
        assertEquals(Reminders.OPEN, tap.action)
        device.receive(tap)
        assertEquals("Tue 12 May, 19:00" to "Shown at 19:00 · opened 19:00", log().single())
    }

    @Test
    fun `an answer removes the notification and today's alarm`() {
        switchOn()
        leave()
        fire()
        assertEquals(1, shown().size)
        answerCheckIn()
        device.back()
        device.tap("Today")
        assertEquals(0, shown().size)
        assertEquals(LocalDateTime.parse("2026-05-13T19:00"), times().first().toLocalDateTime())
    }

    @Test
    fun `a check-in that was answered early is not asked for`() {
        switchOn()
        answerCheckIn()
        device.back()
        device.tap("Today")
        assertEquals(LocalDateTime.parse("2026-05-13T19:00"), times().first().toLocalDateTime())
        assertEquals("Tue 12 May, 19:00" to "Not shown: nothing was left to do", log().single())
    }

    @Test
    fun `Later moves the reminder by the chosen time`() {
        switchOn()
        device.tap("30 minutes")
        leave()
        fire()
        shown().single().actions.single().actionIntent.send()
        device.settle()
        assertEquals(0, shown().size)
        assertEquals(LocalDateTime.parse("2026-05-12T19:30"), times().first().toLocalDateTime())
        fire()
        assertEquals(1, shown().size)
    }

    @Test
    fun `a denied permission is said, and the test reminder is honest`() {
        notes.setNotificationsEnabled(false)
        switchOn()
        checkNotNull(shadowOf(device.activity).lastRequestedPermission)
        device.activity.onRequestPermissionsResult(2, arrayOf("android.permission.POST_NOTIFICATIONS"), intArrayOf(-1))
        device.settle()
        assertTrue(device.says("Notifications are off for this app, so no reminder can be shown."))
        device.shoot("reminders-denied-S-light")
        device.tap("Show one now")
        assertTrue(device.says("It was not shown: notifications are off for this app."))
        leave()
        fire()
        assertEquals(0, shown().size)
        assertEquals("Not shown: notifications are off for this app", log().single().second)
        notes.setNotificationsEnabled(true)
        device.tap("Show one now")
        assertTrue(device.says("It is shown now."))
    }

    @Test
    fun `a time within the quiet hours is refused with what to do`() {
        switchOn()
        var refused: Throwable? = null
        device.phone.ask({ app ->
            val choices = app.reminders().choices
            app.chooseReminders(choices.copy(checkIn = choices.checkIn.copy(atMinute = 23 * 60)))
        }) { refused = it.exceptionOrNull() }
        device.settle()
        assertTrue(checkNotNull(refused).words(device.app).startsWith("This time is in your quiet hours"))
        assertEquals(LocalTime.of(19, 0), times().first().toLocalTime())
    }

    @Test
    fun `while the patient is in the app, nothing is shown`() {
        switchOn()
        fire()
        assertEquals(0, shown().size)
        assertEquals("Not shown: you had this app open", log().single().second)
    }

    @Test
    fun `in every zone, boot, update, travel, a late alarm and a denied permission keep the local time`() {
        switchOn()
        leave()
        for (zone in ZONES) {
            val day = firstDay(zone)
            val local = { number: Long -> day.plusDays(number).withHour(19) }
            assertEquals(zone, local(0), times(zone).first().toLocalDateTime())
            assertTrue(zone, times(zone).size <= 60)
            assertTrue("over daylight saving", times(zone).all { it.toLocalTime() == LocalTime.of(19, 0) })

            fire(zone)
            assertEquals(zone, 1, shown().size)
            clear()
            at(local(1).withHour(9).atZone(ZoneId.of(zone)))
            send(Intent.ACTION_MY_PACKAGE_REPLACED)
            assertEquals("$zone, update", local(1), times(zone).first().toLocalDateTime())

            clear()
            at(local(2).withHour(9).atZone(ZoneId.of(zone)))
            send(Intent.ACTION_BOOT_COMPLETED)
            assertEquals("$zone, boot", local(2), times(zone).first().toLocalDateTime())
            assertEquals(zone, "Not shown: the phone was off", log().first().second)

            fire(zone, Duration.ofMinutes(72))
            assertTrue(zone, log().first().second.startsWith("Shown late, at 20:12: the phone was saving battery"))

            notes.setNotificationsEnabled(false)
            fire(zone)
            notes.setNotificationsEnabled(true)
            assertEquals(zone, "Not shown: notifications are off for this app", log().first().second)

            val other = ZONES[(ZONES.indexOf(zone) + 7) % ZONES.size]
            at(local(5).withHour(9).atZone(ZoneId.of(other)))
            send(Intent.ACTION_TIMEZONE_CHANGED)
            assertEquals("$zone to $other", local(5), times(other).first().toLocalDateTime())

            at(local(6).withHour(9).atZone(ZoneId.of(other)))
            answerCheckIn()
            send(Intent.ACTION_TIME_CHANGED)
            assertEquals("$zone, answered early", local(7), times(other).first().toLocalDateTime())
            assertEquals(zone, "Not shown: nothing was left to do", log().first().second)
        }
    }

    @Test
    fun `sixty days without opening the app bring sixty reminders in every zone`() {
        switchOn()
        leave()
        for (zone in ZONES) {
            firstDay(zone)
            repeat(60) {
                fire(zone)
                assertTrue(zone, set().size in 1..60)
            }
            val log = log()
            assertEquals(zone, 60, log.size)
            assertTrue(zone, log.all { it.second == "Shown at 19:00" })
            assertEquals("one notification, not sixty", 1, shown().size)
        }
    }

    /** Moves the phone to [zone] at a noon: a year after the zone before, so that no day of that one is in the log. */
    private fun firstDay(zone: String): LocalDateTime {
        val day = LocalDateTime.parse("2026-01-10T12:00").plusYears(1L + ZONES.indexOf(zone))
        at(day.atZone(ZoneId.of(zone)))
        send(Intent.ACTION_TIMEZONE_CHANGED)
        return day
    }

    private fun sync() {
        device.phone.askServer({ it.sync() }) { it.getOrThrow() }
        device.settle()
        device.tap("Today")
        leave()
    }

    /** A PHQ-9 with [value] for each of its first eight items. */
    private fun answer(value: Int) {
        val now = device.phone.now()
        device.phone.ask({ app ->
            val form = app.openForm("phq9", now)
            for (number in 1..8) form.answer("phq9.$number", AnswerView.Choice(value))
            form.answer("phq9.9", AnswerView.Choice(0))
            if (value > 0) form.answer("phq9.10", AnswerView.Skipped)
            form.submit(now)
        }) { it.getOrThrow() }
        device.settle()
    }

    private fun infuse(at: String) {
        Clinic.shared.infuse("$at-04:00")
        sync()
    }

    private fun forms() = times().map { it.toLocalDateTime().toString() }

    @Test
    fun `from a signed plan to a reminder, an answer, an infusion, a response and its loss`() {
        switchOn("Forms that are due")
        device.back()
        at("2026-05-12T09:00")
        answer(2)
        Clinic.shared.plan(
            "2026-05-12T08:00:00-04:00",
            """[{"instrument":"phq9","anchor":"after-infusion","offset_days":1,"window_days":1},
                {"instrument":"phq9","anchor":"after-infusion","offset_days":7,"window_days":2,
                 "repeat":{"every_days":7,"times":2}}]""",
        )
        sync()
        assertEquals("only the plan asks", emptyList<String>(), forms())

        at("2026-05-12T12:00")
        infuse("2026-05-12T10:00:00")
        assertEquals(listOf("2026-05-13T19:00", "2026-05-14T19:00", "2026-05-19T19:00"), forms().take(3))
        fire()
        assertEquals(1, shown().size)
        device.tap("Today")
        assertTrue(device.says("PHQ-9"))
        answer(1)
        device.tap("Today")
        leave()
        assertEquals("gone as soon as it is answered", 0, shown().size)
        assertEquals("2026-05-19T19:00", forms().first())

        at("2026-05-18T12:00")
        infuse("2026-05-18T10:00:00")
        assertEquals("the clock starts again", listOf("2026-05-19T19:00", "2026-05-20T19:00"), forms().take(2))
        assertEquals("2026-05-25T19:00", forms()[2])
        fire()
        answer(0)
        device.tap("Today")
        leave()
        assertEquals("2026-05-25T19:00", forms().first())
        assertEquals("Tue 19 May, 19:00" to "Shown at 19:00", log().first())
        fire()
        answer(2)
        device.tap("Trend")
        device.shoot("trend-loss-S-light")
        assertTrue(device.says("Your PHQ-9 was 16 on 12 May 2026, before your first infusion."))
        assertTrue(device.says("It was 16 on 25 May 2026."))
        assertTrue(device.says("7 days since your infusion."))
    }

    private companion object {
        val ZONES = listOf(
            "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "America/Santiago",
            "Pacific/Honolulu", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Auckland",
            "Australia/Lord_Howe", "Australia/Adelaide", "Asia/Tokyo", "Asia/Kathmandu", "Asia/Kolkata",
            "Asia/Tehran", "Asia/Gaza", "Africa/Cairo", "Africa/Casablanca", "Europe/Berlin", "Europe/London",
            "Atlantic/Azores", "America/Nuuk", "Antarctica/Troll",
        )
    }
}
