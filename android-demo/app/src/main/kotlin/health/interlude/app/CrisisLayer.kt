package health.interlude.app

import android.text.SpannableStringBuilder
import android.text.style.AbsoluteSizeSpan
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.Button
import android.widget.LinearLayout
import android.widget.TextView
import health.interlude.core.ActionKind
import health.interlude.core.Barrier
import health.interlude.core.CrisisAction
import health.interlude.core.CrisisDirective
import health.interlude.core.countries

/**
 * The help screen (S1 to S3), above all other screens.
 *
 * Its views are drawn in advance; showing it only changes visibility, without animation or I/O.
 * Taps on it are not recorded.
 */
class CrisisLayer(
    private val main: MainActivity,
    private val layer: ViewGroup,
    private val beneath: ViewGroup,
) {
    private val dialler = Dialler(main)
    private val rows: Column
    private val pinned: Column
    private var drawn: Help? = null
    private var help: Help? = null

    init {
        main.layoutInflater.inflate(R.layout.crisis, layer, true)
        rows = layer.requireViewById(R.id.crisis_rows)
        pinned = layer.requireViewById(R.id.crisis_pinned)
        layer.accessibilityPaneTitle = main.getString(R.string.help_now)
    }

    /** Draws [help] without showing it. */
    fun prepare(help: Help) {
        if (layer.visibility != View.VISIBLE) draw(help)
    }

    /** Shows [opened]; draws it unless [prepare] did. */
    fun show(opened: Help) {
        val ready = drawn?.let {
            it.directive == opened.directive && it.fromForm == opened.fromForm &&
                it.faces == opened.faces
        } == true
        help = opened
        if (!ready) draw(opened)
        layer.visibility = View.VISIBLE
        beneath.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        layer.requireViewById<View>(R.id.crisis_scroll).scrollTo(0, 0)
        rows.getChildAt(0)?.performAccessibilityAction(
            AccessibilityNodeInfo.AccessibilityAction.ACTION_ACCESSIBILITY_FOCUS.id,
            null,
        )
    }

    /** Shows the screen beneath. */
    fun hide() {
        help = null
        layer.visibility = View.GONE
        beneath.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_AUTO
    }

    /** Goes back by one face, or closes the help screen; `false` if it is not open. */
    fun back(): Boolean {
        val open = help ?: return false
        if (open.faces.size > 1) {
            open.faces.removeLast()
            draw(open)
        } else {
            main.closeHelp()
        }
        return true
    }

    private fun turn(face: Face) {
        val open = help ?: return
        open.faces += face
        draw(open)
        layer.requireViewById<View>(R.id.crisis_scroll).scrollTo(0, 0)
    }

    private fun draw(which: Help) {
        rows.removeAllViews()
        pinned.removeAllViews()
        when (val face = which.faces.last()) {
            Face.Lines -> lines(which.directive)
            Face.More -> more(which.directive)
            Face.Barriers -> barriers(which.directive)
            Face.Countries -> countries(which)
            is Face.Number -> number(face)
        }
        val inForm = which.fromForm && which.faces.size == 1
        val label = if (inForm) R.string.crisis_back_form else R.string.crisis_back
        button(R.layout.press_plain, pinned, main.getString(label), null, null) { main.goBack() }
            .apply { id = R.id.crisis_back; flush(this) }
        // A copy, because the faces on screen change.
        drawn = Help(which.directive, which.fromForm).apply {
            faces.clear()
            faces += which.faces
        }
    }

    private fun lines(directive: CrisisDirective) {
        title(directive.heading)
        directive.lines.forEach { line(R.layout.text_body, it, R.dimen.s1) }
        action(directive.emergency, R.layout.press_plain, rows)
        directive.primary?.let {
            action(it, R.layout.press_main, rows).minHeight =
                main.resources.getDimensionPixelSize(R.dimen.crisis_main)
        }
        if (directive.primary == null) {
            row(R.drawable.ic_flag, main.getString(R.string.crisis_country)) { turn(Face.Countries) }
        }
        others(directive)
        val plan = row(R.drawable.ic_plan, main.getString(R.string.crisis_plan)) {
            main.leaveHelpFor(PlanPlace(help))
        }
        plan.id = R.id.open_plan
        person()
        clinic(directive)
        turning(R.string.crisis_more, Face.More, directive.more.isNotEmpty())
        turning(R.string.crisis_barriers, Face.Barriers, directive.barriers.isNotEmpty())
        turning(R.string.crisis_country_change, Face.Countries, directive.primary != null)
        line(R.layout.text_caption, directive.checkedText, R.dimen.s3)
    }

    private fun turning(label: Int, face: Face, offered: Boolean) {
        if (offered) row(null, main.getString(label)) { turn(face) }
    }

    // Two short buttons are side by side unless text is enlarged; offline, a chat comes last. The name
    // of the crisis line is on the button above and not repeated.
    private fun others(directive: CrisisDirective) {
        val offline = main.phone.offline
        val line = directive.primary?.detail
        val ordered = directive.others.sortedBy { offline && it.kind == ActionKind.CHAT }
            .map { if (it.detail == line) it.copy(detail = null) else it }
        val enlarged = main.resources.configuration.fontScale > SIDE_BY_SIDE_FONT
        if (directive.primary == null || ordered.size != 2 || enlarged) {
            ordered.forEach { action(it, R.layout.press_plain, rows) }
            return
        }
        val pair = LinearLayout(main).apply { isBaselineAligned = false }
        rows.addView(pair)
        ordered.forEachIndexed { index, each ->
            val button = action(each, R.layout.press_plain, pair)
            (button.layoutParams as LinearLayout.LayoutParams).apply {
                width = 0
                height = ViewGroup.LayoutParams.MATCH_PARENT
                weight = 1f
                if (index == 0) marginEnd = main.resources.getDimensionPixelSize(R.dimen.s2)
            }
        }
    }

    private fun person() {
        val person = main.phone.plan.text.person
        if (person == null) {
            row(R.drawable.ic_person, main.getString(R.string.crisis_choose)) {
                val picking = main.pickPerson { chosen ->
                    main.phone.changePlan({ it.copy(person = chosen) }) { help?.let(::draw) }
                }
                if (!picking) main.leaveHelpFor(PlanPlace(help))
            }
        } else {
            row(R.drawable.ic_phone, main.getString(R.string.crisis_person, person.name)) {
                call(person.number, person.name)
            }
        }
    }

    private fun clinic(directive: CrisisDirective) {
        val clinic = directive.clinic ?: return
        val words = withDetail(clinic.label, directive.clinicText)
        row(icon(clinic), words) { start(clinic) }
    }

    private fun more(directive: CrisisDirective) {
        title(main.getString(R.string.crisis_more))
        directive.more.forEach { action(it, R.layout.press_plain, rows) }
    }

    private fun barriers(directive: CrisisDirective) {
        title(main.getString(R.string.barriers_title))
        line(R.layout.text_body, main.getString(R.string.barriers_how), R.dimen.s1)
        directive.barriers.forEach(::barrier)
        directive.primary?.let { action(it, R.layout.press_main, pinned) }
    }

    private fun barrier(barrier: Barrier) {
        val reason = row(null, barrier.said) {}
        val reply = LinearLayout(main).apply {
            orientation = LinearLayout.VERTICAL
            visibility = View.GONE
        }
        rows.addView(reply)
        line(R.layout.text_body, barrier.reply, R.dimen.s2, reply)
        barrier.actions.forEach { action(it, R.layout.press_plain, reply) }
        reason.setCompoundDrawablesRelativeWithIntrinsicBounds(0, 0, R.drawable.ic_down, 0)
        reason.setOnClickListener {
            val opens = reply.visibility != View.VISIBLE
            reply.visibility = if (opens) View.VISIBLE else View.GONE
            if (opens) reason.announceForAccessibility(barrier.reply)
        }
    }

    private fun countries(which: Help) {
        title(main.getString(R.string.crisis_country))
        for (country in countries()) {
            row(null, country.name) {
                main.phone.country = country.code
                InterludeApplication.rememberCountry(main, country.code)
                val local = main.phone.help(which.fromForm)
                which.directive = which.directive.copy(
                    emergency = local.emergency, primary = local.primary, others = local.others,
                    more = local.more, barriers = local.barriers, checkedText = local.checkedText,
                )
                back()
            }
        }
    }

    private fun number(face: Face.Number) {
        title(main.getString(face.title))
        line(R.layout.text_body, face.number, R.dimen.s3).apply {
            textSize = main.resources.getDimension(R.dimen.number_to_dial) /
                main.resources.displayMetrics.scaledDensity
        }
        face.about?.let { line(R.layout.text_body, it, R.dimen.s2) }
    }

    private fun call(number: String, about: String) {
        if (!dialler.call(number)) turn(Face.Number(R.string.call_from_any, number, about))
    }

    private fun start(action: CrisisAction) {
        val number = action.number
        val url = action.url
        when (action.kind) {
            ActionKind.CALL -> if (number != null) call(number, about(action))
            ActionKind.TEXT -> if (number != null && !dialler.text(number, action.body)) {
                turn(Face.Number(R.string.text_from_any, number, about(action)))
            }
            ActionKind.CHAT -> if (url != null && !dialler.browse(url)) {
                turn(Face.Number(R.string.open_on_any, url, about(action)))
            }
        }
    }

    private fun about(action: CrisisAction) =
        listOfNotNull(action.label, action.detail, action.hint).joinToString("\n")

    private fun action(action: CrisisAction, layout: Int, into: ViewGroup): Button {
        val hint = action.hint?.takeUnless { it in action.label }
        val detail = listOfNotNull(action.detail, hint).joinToString("\n")
        val words = withDetail(action.label, detail)
        return button(layout, into, words, icon(action), action.spoken) { start(action) }
            .apply { if (into === pinned) flush(this) }
    }

    private fun icon(action: CrisisAction) = when (action.kind) {
        ActionKind.CALL -> R.drawable.ic_phone
        ActionKind.TEXT -> R.drawable.ic_message
        ActionKind.CHAT -> R.drawable.ic_chat
    }

    private fun row(icon: Int?, words: CharSequence, then: () -> Unit): Button =
        button(R.layout.press_row, rows, words, null, null, then).apply {
            setCompoundDrawablesRelativeWithIntrinsicBounds(icon ?: 0, 0, R.drawable.ic_open, 0)
        }

    private fun button(
        layout: Int,
        into: ViewGroup,
        words: CharSequence,
        icon: Int?,
        spoken: String?,
        then: () -> Unit,
    ): Button {
        val made = main.layoutInflater.inflate(layout, into, false) as Button
        made.text = words
        made.contentDescription = spoken
        if (icon != null) {
            made.setCompoundDrawablesRelativeWithIntrinsicBounds(icon, 0, 0, 0)
            made.gravity = Gravity.START or Gravity.CENTER_VERTICAL
        }
        made.setOnClickListener { then() }
        into.addView(made)
        return made
    }

    private fun flush(button: Button) {
        (button.layoutParams as LinearLayout.LayoutParams).topMargin =
            main.resources.getDimensionPixelSize(R.dimen.s1)
    }

    private fun title(words: String) {
        val made = main.layoutInflater.inflate(R.layout.text_title, rows, false) as TextView
        made.text = words
        rows.addView(made)
    }

    private fun line(layout: Int, words: String, above: Int, into: ViewGroup = rows): TextView {
        val made = main.layoutInflater.inflate(layout, into, false) as TextView
        made.text = words
        (made.layoutParams as LinearLayout.LayoutParams).topMargin =
            main.resources.getDimensionPixelSize(above)
        into.addView(made)
        return made
    }

    private fun withDetail(label: String, detail: String): CharSequence {
        if (detail.isEmpty()) return label
        val size = main.resources.getDimensionPixelSize(R.dimen.caption)
        return SpannableStringBuilder(label).append("\n").append(detail, AbsoluteSizeSpan(size), 0)
    }

    private companion object {
        const val SIDE_BY_SIDE_FONT = 1.3f
    }
}
