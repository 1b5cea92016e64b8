package health.interlude.app

import android.content.ClipboardManager
import android.content.Context
import android.os.Handler
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.CheckBox
import android.widget.EditText
import android.widget.TextView
import health.interlude.core.AppException
import health.interlude.core.ContentKindView
import health.interlude.core.ContentChoice
import health.interlude.core.Stage
import health.interlude.core.TeamMemberView

/** Number of steps from the invite to Today. */
private const val STEPS = 5

private fun Context.step(number: Int) = getString(R.string.step_of, number, STEPS)

/** Shown while the diary opens, or if it cannot be opened. */
class OpeningPlace : Place(R.layout.opening) {
    private var asked = false
    private var failure: Throwable? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.app_name)

    override fun draw() {
        text(R.id.fault, failure?.words(main))
        find<View>(R.id.again).visibility = if (failure == null) View.GONE else View.VISIBLE
        tap(R.id.again) {
            failure = null
            ask()
        }
        if (!asked) ask()
    }

    private fun ask() {
        asked = true
        redraw()
        main.phone.ask({ it.stage() }) { result ->
            result.onSuccess(::open).onFailure {
                failure = it
                redraw()
            }
        }
    }

    private fun open(stage: Stage) {
        if (!shown) return
        main.start(
            when (stage) {
                Stage.NEW -> WelcomePlace()
                Stage.JOINED -> DigitsPlace()
                Stage.CONFIRMED -> ConsentPlace()
                Stage.ENROLLED -> TodayPlace()
            },
        )
        if (stage == Stage.ENROLLED) main.courier.begin()
    }
}

/** Welcome (A1). */
class WelcomePlace : Place(R.layout.welcome) {
    override fun name(context: Context): CharSequence = context.getString(R.string.app_name)

    override fun draw() = tap(R.id.have_invite) { main.go(JoinPlace()) }
}

/** Takes an invite as pasted text (A2). */
class JoinPlace : Place(R.layout.join) {
    private var typed = ""
    private var fault: String? = null
    private var joining = false

    override fun name(context: Context): CharSequence = context.getString(R.string.join_title)

    override fun draw() {
        backHeader(main.step(1))
        find<EditText>(R.id.invite).setText(typed)
        text(R.id.fault, fault)
        tap(R.id.paste, ::paste)
        tap(R.id.join, ::join)
    }

    private fun paste() {
        val clip = main.getSystemService(ClipboardManager::class.java)?.primaryClip
        val pasted = clip?.takeIf { it.itemCount > 0 }?.getItemAt(0)?.coerceToText(main)
        typed = pasted?.toString() ?: typed
        fault = if (pasted.isNullOrBlank()) say(R.string.join_clip_empty) else null
        redraw()
    }

    private fun join() {
        if (joining) return
        typed = find<EditText>(R.id.invite).text.toString().trim()
        fault = if (typed.isEmpty()) say(R.string.join_empty) else null
        redraw()
        if (typed.isEmpty()) return
        joining = true
        find<Button>(R.id.join).setText(R.string.joining)
        main.phone.askServer({ it.join(typed) }) { result ->
            joining = false
            if (!shown) return@askServer
            find<Button>(R.id.join).setText(R.string.join_go)
            result.onSuccess { main.start(DigitsPlace()) }
                .onFailure {
                    fault = it.words(main)
                    redraw()
                }
        }
    }

    override fun hide() {
        if (shown) typed = find<EditText>(R.id.invite).text.toString()
        super.hide()
    }
}

/** Shows six digits to read aloud, and continues once the clinic has typed them (A3). */
class DigitsPlace : Place(R.layout.digits) {
    private val handler = Handler(Looper.getMainLooper())
    private val poll = Runnable { ask() }
    private var fault: String? = null
    private var waiting = false
    private var asking = false

    override fun name(context: Context): CharSequence = context.getString(R.string.digits_read)

    override fun draw() {
        val clinic = main.phone.clinic
        header(null, null, null, main.step(2))
        text(R.id.title, clinic?.clinicName)
        val digits = clinic?.digits.orEmpty()
        find<TextView>(R.id.digits).apply {
            text = digits.chunked(3).joinToString("\u2002")
            contentDescription = digits.toList().joinToString(" ")
        }
        text(R.id.waiting, if (waiting) say(R.string.digits_waiting) else null)
        text(R.id.fault, fault)
        tap(R.id.taken) {
            waiting = true
            redraw()
            ask()
        }
        tap(R.id.wrong) { main.start(StoppedPlace(null)) }
        later()
    }

    private fun later() {
        handler.removeCallbacks(poll)
        handler.postDelayed(poll, POLL_MS)
    }

    private fun ask() {
        if (asking || !shown) return
        asking = true
        main.phone.askServer({ it.awaitConfirmation() }) { result ->
            asking = false
            if (!shown) return@askServer
            result.onSuccess { confirmed ->
                fault = null
                if (confirmed) main.start(ConsentPlace()) else redraw()
            }.onFailure {
                if (it is AppException.InviteBurnt || it is AppException.ExpiredInvite) {
                    main.start(StoppedPlace(it.words(main)))
                } else {
                    fault = it.words(main)
                    redraw()
                }
            }
        }
    }

    override fun hide() {
        handler.removeCallbacks(poll)
        super.hide()
    }

    private companion object {
        const val POLL_MS = 1000L
    }
}

/** Shown if the digits did not match or the invite has ended: a new invite is needed. */
class StoppedPlace(private val why: String?) : Place(R.layout.stopped) {
    override fun name(context: Context): CharSequence = context.getString(R.string.stopped_title)

    override fun draw() {
        text(R.id.stopped_text, why ?: say(R.string.stopped_text))
        tap(R.id.again) { main.start(WelcomePlace()) }
    }
}

/** Asks Share or Private for each kind of content; neither is preselected (A4). */
class ConsentPlace : Place(R.layout.consent) {
    private var kinds: List<ContentKindView> = emptyList()
    private val chosen = mutableMapOf<String, Boolean>()
    private var people = false
    private var fault: String? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.consent_title)

    override fun draw() {
        header(null, null, null, main.step(3))
        val clinic = main.phone.clinic
        val team = clinic?.team.orEmpty()
        find<Button>(R.id.team).apply {
            text = resources.getQuantityString(R.plurals.team_reads, team.size, clinic?.clinicName, team.size)
            setCompoundDrawablesRelativeWithIntrinsicBounds(0, 0, R.drawable.ic_down, 0)
            setOnClickListener {
                people = !people
                redraw()
            }
        }
        val list = find<ViewGroup>(R.id.people)
        list.removeAllViews()
        if (people) team.forEach { inflate<TextView>(R.layout.text_body, list).text = line(it) }
        val rows = find<ViewGroup>(R.id.kinds)
        rows.removeAllViews()
        kinds.forEach { row(it, rows) }
        text(R.id.fault, fault)
        tap(R.id.next, ::next)
        if (kinds.isEmpty()) {
            main.phone.ask({ it.contentKinds() }) { result ->
                kinds = result.getOrDefault(emptyList())
                fault = result.exceptionOrNull()?.words(main)
                if (kinds.isNotEmpty() || fault != null) redraw()
            }
        }
    }

    private fun line(member: TeamMemberView): String {
        val role = when (member.role) {
            "lead" -> say(R.string.role_lead)
            "clinician" -> say(R.string.role_clinician)
            else -> return member.name
        }
        return say(R.string.member_line, member.name, role)
    }

    private fun row(kind: ContentKindView, rows: ViewGroup) {
        val row = inflate<ViewGroup>(R.layout.consent_row, rows)
        row.requireViewById<TextView>(R.id.kind).text = kind.label
        toggle(row.requireViewById(R.id.share), kind, true, R.string.share_spoken)
        toggle(row.requireViewById(R.id.keep_private), kind, false, R.string.private_spoken)
    }

    private fun toggle(button: Button, kind: ContentKindView, shared: Boolean, spoken: Int) {
        button.contentDescription = say(spoken, kind.label)
        button.isSelected = chosen[kind.code] == shared
        button.setOnClickListener {
            chosen[kind.code] = shared
            fault = null
            redraw()
        }
    }

    private fun next() {
        val open = kinds.filterNot { it.code in chosen }
        if (open.isNotEmpty()) {
            fault = say(R.string.consent_choose, open.joinToString { it.label })
            return redraw()
        }
        if (kinds.isEmpty()) return
        main.go(NotWatchedPlace(kinds.map { ContentChoice(it.code, chosen[it.code] == true) }))
    }
}

/** Says that nobody watches answers live, and asks the patient to confirm it (A5). */
class NotWatchedPlace(private val choices: List<ContentChoice>) : Place(R.layout.notwatched) {
    private var understood = false
    private var fault: String? = null
    private var enrolling = false

    override fun name(context: Context): CharSequence = context.getString(R.string.watch_title)

    override fun draw() {
        backHeader(main.step(4))
        text(R.id.hours, main.phone.clinic?.info?.hours?.let { say(R.string.watch_hours, it) })
        find<CheckBox>(R.id.understand).apply {
            isChecked = understood
            setOnCheckedChangeListener { _, now -> understood = now }
        }
        text(R.id.fault, fault)
        find<Button>(R.id.next).setText(if (enrolling) R.string.enrolling else R.string.go_on)
        tap(R.id.next, ::next)
    }

    private fun next() {
        if (enrolling) return
        enrolling = understood
        fault = if (understood) null else say(R.string.watch_needed)
        redraw()
        if (!understood) return
        val now = main.phone.now()
        main.phone.askServer({ it.enrol(choices, now) }) { result ->
            enrolling = false
            if (!shown) return@askServer
            result.onSuccess {
                main.start(RecoveryPlace(it, 5))
                main.courier.begin()
            }.onFailure {
                fault = it.words(main)
                redraw()
            }
        }
    }
}

/** Shows the recovery code and asks for two of its groups. Can be postponed (A6). */
class RecoveryPlace(private val code: String, private val step: Int?) : Place(R.layout.recovery) {
    private var fault: String? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.recovery_title)

    override fun draw() {
        if (step == null) backHeader() else header(null, null, null, main.step(step))
        val groups = code.split("-")
        find<TextView>(R.id.code).apply {
            text = listOf(groups.take(4), groups.drop(4))
                .joinToString("\n") { it.joinToString("\u2002") }
            contentDescription = groups.joinToString(", ") { it.toList().joinToString(" ") }
        }
        text(R.id.fault, fault)
        tap(R.id.next, ::confirm)
        tap(R.id.later) { main.open(Tab.TODAY) }
    }

    private fun confirm() {
        val typed = listOf(R.id.group_2, R.id.group_5)
            .map { find<EditText>(it).text.toString().trim().uppercase() }
        main.phone.ask({ it.confirmRecovery(typed) }) { result ->
            if (!shown) return@ask
            if (result.getOrNull() == true) return@ask main.open(Tab.TODAY)
            fault = result.exceptionOrNull()?.words(main) ?: say(R.string.recovery_wrong)
            redraw()
        }
    }
}
