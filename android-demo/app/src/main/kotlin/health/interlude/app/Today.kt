package health.interlude.app

import android.content.Context
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.TextView
import health.interlude.core.DueForm
import health.interlude.core.StatusKind
import health.interlude.core.StatusLine
import health.interlude.core.Today
import health.interlude.core.Wake

/** Forms for today and the state of the newest answers (H1). */
class TodayPlace(private val saved: String? = null) : Place(R.layout.today) {
    override val tab = Tab.TODAY
    private var today: Today? = null
    private var fault: String? = null
    private var opening = false

    override fun name(context: Context): CharSequence = context.getString(R.string.tab_today)

    override fun draw() {
        fill()
        load()
    }

    /** Reads the day from core and draws it. */
    fun load() {
        val now = main.phone.now()
        main.phone.ask({ it.today(now) }) { result ->
            result.onSuccess { today = it }
            fault = result.exceptionOrNull()?.words(main)
            if (shown) fill()
        }
        main.reminders.wake(Wake.Opened)
    }

    private fun fill() {
        val view = today
        text(R.id.title, view?.dateText ?: say(R.string.tab_today))
        text(R.id.infusion, listOfNotNull(view?.infusionText, view?.nextText, view?.planText).joinToString("\n").ifEmpty { null })
        text(R.id.saved, saved)
        val due = find<ViewGroup>(R.id.due).apply { removeAllViews() }
        if (view == null) {
            find<View>(R.id.for_today).visibility = View.GONE
            status(null)
            return
        }
        find<View>(R.id.for_today).visibility = View.VISIBLE
        view.due.take(MOST_CARDS).forEach { card(it, due) }
        if (view.due.isEmpty()) note(due, R.string.today_nothing)
        if (view.status.kind == StatusKind.NONE && view.due.isNotEmpty()) note(due, R.string.today_first)
        status(view.status)
        text(R.id.unreadable, view.unreadableText)
    }

    private fun note(into: ViewGroup, words: Int) {
        inflate<TextView>(R.layout.list_line, into).setText(words)
    }

    private fun card(due: DueForm, into: ViewGroup) {
        val card = inflate<View>(R.layout.due_card, into)
        card.requireViewById<TextView>(R.id.due_title).text = due.title
        card.requireViewById<TextView>(R.id.due_minutes).text = due.minutesText
        card.requireViewById<Button>(R.id.start).apply {
            contentDescription = say(R.string.start_form, due.title)
            setOnClickListener { open(due) }
        }
    }

    private fun open(due: DueForm) {
        if (opening) return
        opening = true
        val now = main.phone.now()
        val phone = main.phone
        phone.ask({ FormModel(phone, it.openForm(due.instrument, now), main::afterFrame) }) { result ->
            opening = false
            if (!shown) return@ask
            val firstEver = today?.status?.kind == StatusKind.NONE
            result.onSuccess { main.go(FormPlace(it, firstEver)) }
                .onFailure {
                    fault = it.words(main)
                    fill()
                }
        }
    }

    private fun status(line: StatusLine?) {
        val kind = line?.kind
        val bad = fault != null || kind == StatusKind.NOT_SAVED
        find<TextView>(R.id.status).apply {
            text = fault ?: line?.text.orEmpty()
            visibility = if (text.isEmpty()) View.GONE else View.VISIBLE
            val icon = when {
                bad -> R.drawable.ic_alert
                kind == StatusKind.WAITING -> R.drawable.ic_clock
                kind == StatusKind.PRIVATE -> R.drawable.ic_lock
                else -> R.drawable.ic_check
            }
            setCompoundDrawablesRelativeWithIntrinsicBounds(icon, 0, 0, 0)
            setCompoundDrawableTintList(context.getColorStateList(if (bad) R.color.fault else R.color.accent))
            setBackgroundResource(if (bad) R.drawable.fault_box else 0)
            val around = if (bad) resources.getDimensionPixelSize(R.dimen.s3) else 0
            setPadding(around, around, around, around)
        }
        find<Button>(R.id.send).apply {
            visibility = if (bad || kind == StatusKind.WAITING) View.VISIBLE else View.GONE
            setText(if (bad) R.string.try_again else R.string.today_send)
            setOnClickListener {
                main.courier.go()
                load()
            }
        }
    }

    private companion object {
        const val MOST_CARDS = 3
    }
}
