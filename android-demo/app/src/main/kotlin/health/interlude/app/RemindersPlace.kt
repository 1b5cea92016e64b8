package health.interlude.app

import android.app.TimePickerDialog
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.provider.Settings
import android.text.format.DateFormat
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.CheckBox
import android.widget.Switch
import android.widget.TextView
import health.interlude.core.ReminderChoices
import health.interlude.core.ReminderTime
import health.interlude.core.RemindersView
import health.interlude.core.Wake
import java.time.DayOfWeek
import java.time.LocalTime
import java.time.format.DateTimeFormatter
import java.time.format.TextStyle
import java.util.Locale

/** The patient's choices about reminders (R1). Each change is kept at once. */
class RemindersPlace : Place(R.layout.reminders) {
    private var view: RemindersView? = null
    private var fault: String? = null
    private var tested: Int? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.reminders_title)

    override fun draw() {
        backHeader()
        tap(R.id.test, ::test)
        tap(R.id.why) { main.go(ReminderLogPlace()) }
        tap(R.id.turn_on) { settings(Settings.ACTION_APP_NOTIFICATION_SETTINGS) }
        tap(R.id.wake_up) { settings(Settings.ACTION_APPLICATION_DETAILS_SETTINGS) }
        view?.let(::fill) ?: load()
    }

    private fun load() = main.phone.ask({ it.reminders() }) { result ->
        result.onSuccess {
            view = it
            fault = fault ?: it.unreadableText
        }
        result.onFailure { fault = it.words(main) }
        if (!shown) return@ask
        view?.let(::fill) ?: text(R.id.fault, fault)
    }

    private fun fill(view: RemindersView) {
        val choices = view.choices
        val off = (choices.checkIn.on || choices.forms.on) && !main.reminders.canShow()
        text(R.id.fault, fault ?: if (off) say(R.string.reminders_off_here) else null)
        find<View>(R.id.turn_on).visibility = visible(off)
        text(R.id.next_one, view.nextText)
        val kinds = find<ViewGroup>(R.id.kinds).apply { removeAllViews() }
        kind(kinds, R.string.reminders_check_in, choices.checkIn) { keep(choices.copy(checkIn = it)) }
        kind(kinds, R.string.reminders_forms, choices.forms) { keep(choices.copy(forms = it)) }
        quiet(choices)
        find<CheckBox>(R.id.again).apply {
            setOnCheckedChangeListener(null)
            isChecked = choices.again
            setOnCheckedChangeListener { _, now -> keep(choices.copy(again = now)) }
        }
        val lengths = find<ViewGroup>(R.id.later_lengths).apply { removeAllViews() }
        for (minutes in LATER_MINUTES) {
            val words = main.resources.getQuantityString(R.plurals.minutes, minutes, minutes)
            chip(lengths, words, words, choices.laterMinutes == minutes) { keep(choices.copy(laterMinutes = minutes)) }
        }
        val asleep = visible(main.reminders.maySleep())
        find<View>(R.id.asleep).visibility = asleep
        find<View>(R.id.wake_up).visibility = asleep
        text(R.id.tested, tested?.let { say(it) })
    }

    private fun kind(into: ViewGroup, label: Int, time: ReminderTime, change: (ReminderTime) -> Unit) {
        val name = say(label)
        val card = inflate<View>(R.layout.reminder_kind, into)
        card.requireViewById<Switch>(R.id.on).apply {
            text = name
            contentDescription = say(R.string.reminders_on, name)
            isChecked = time.on
            setOnCheckedChangeListener { _, on ->
                if (on) main.askToNotify { change(time.copy(on = true)) } else change(time.copy(on = false))
            }
        }
        val more = visible(time.on)
        card.requireViewById<Button>(R.id.time).apply {
            visibility = more
            text = say(R.string.reminders_at, clock(time.atMinute))
            contentDescription = say(R.string.reminders_at_spoken, name, clock(time.atMinute))
            setOnClickListener { pick(time.atMinute) { change(time.copy(atMinute = it)) } }
        }
        val days = card.requireViewById<ViewGroup>(R.id.weekdays).apply { visibility = more }
        for (day in if (time.on) DayOfWeek.entries else emptyList()) {
            val chosen = day.value in time.weekdays
            val next = if (chosen) time.weekdays - day.value else time.weekdays + day.value
            val spoken = say(R.string.reminders_day_spoken, name, day.words(TextStyle.FULL))
            chip(days, day.words(TextStyle.SHORT), spoken, chosen) { change(time.copy(weekdays = next.sorted())) }
        }
    }

    private fun quiet(choices: ReminderChoices) {
        val row = find<ViewGroup>(R.id.quiet).apply { removeAllViews() }
        val (from, to) = choices.quietFromMinute to choices.quietToMinute
        val words = say(R.string.reminders_quiet_from, clock(from))
        chip(row, words, words, false) { pick(from) { keep(choices.copy(quietFromMinute = it)) } }
        val until = say(R.string.reminders_quiet_to, clock(to))
        chip(row, until, until, false) { pick(to) { keep(choices.copy(quietToMinute = it)) } }
    }

    private fun chip(into: ViewGroup, words: String, spoken: String, chosen: Boolean, then: () -> Unit) {
        inflate<Button>(R.layout.press_chip, into).apply {
            text = words
            contentDescription = spoken
            isSelected = chosen
            setOnClickListener { then() }
        }
    }

    private fun pick(minute: Int, then: (Int) -> Unit) {
        val chosen = TimePickerDialog.OnTimeSetListener { _, hour, min -> then(hour * HOUR + min) }
        TimePickerDialog(main, chosen, minute / HOUR, minute % HOUR, DateFormat.is24HourFormat(main)).show()
    }

    private fun keep(choices: ReminderChoices) {
        main.phone.ask({ app ->
            app.chooseReminders(choices)
        }) { result ->
            fault = result.exceptionOrNull()?.words(main)
            main.reminders.wake(Wake.Opened) { load() }
        }
    }

    private fun test() {
        if (!main.reminders.canShow()) return tell(R.string.reminders_test_off)
        main.reminders.test()
        // The phone shows it after a moment.
        Handler(Looper.getMainLooper()).postDelayed({
            val shown = main.reminders.wasTestShown()
            tell(if (shown) R.string.reminders_test_shown else R.string.reminders_test_held)
        }, TEST_MS)
    }

    private fun tell(result: Int) {
        tested = result
        if (shown) text(R.id.tested, say(result))
    }

    private fun settings(action: String) {
        val intent = Intent(action).putExtra(Settings.EXTRA_APP_PACKAGE, main.packageName)
        if (action == Settings.ACTION_APPLICATION_DETAILS_SETTINGS) intent.data = Uri.fromParts("package", main.packageName, null)
        try {
            main.startActivity(intent)
        } catch (_: ActivityNotFoundException) {
            fault = say(R.string.no_settings)
            redraw()
        }
    }

    private fun clock(minute: Int): String = LocalTime.of(minute / HOUR, minute % HOUR).format(CLOCK)

    private fun visible(yes: Boolean) = if (yes) View.VISIBLE else View.GONE

    private fun DayOfWeek.words(style: TextStyle) = getDisplayName(style, Locale.getDefault())

    private companion object {
        const val HOUR = 60
        const val TEST_MS = 500L
        val LATER_MINUTES = listOf(30, 60, 120)
        val CLOCK: DateTimeFormatter = DateTimeFormatter.ofPattern("HH:mm")
    }
}

/** What became of the reminders of the last 60 days (R2). */
class ReminderLogPlace : Place(R.layout.plain) {
    private var lines: List<String>? = null
    private var fault: String? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.log_title)

    override fun draw() {
        backHeader()
        text(R.id.title, say(R.string.log_title))
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        val empty = if (lines?.isEmpty() == true) say(R.string.log_none) else null
        for (words in listOfNotNull(say(R.string.log_about), fault, empty) + lines.orEmpty()) {
            inflate<TextView>(R.layout.list_line, rows).text = words
        }
        if (lines != null || fault != null) return
        main.phone.ask({ it.reminders() }) { result ->
            lines = result.getOrNull()?.log?.map { say(R.string.log_line, it.whenText, it.fateText) }
            fault = result.exceptionOrNull()?.words(main)
            redraw()
        }
    }
}
