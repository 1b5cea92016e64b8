package health.interlude.app

import android.animation.ValueAnimator
import android.content.Context
import android.os.Handler
import android.os.Looper
import android.os.SystemClock
import android.text.InputType
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityManager
import android.view.accessibility.AccessibilityNodeInfo.AccessibilityAction
import android.widget.Button
import android.widget.EditText
import android.widget.ScrollView
import android.widget.TextView
import health.interlude.core.AnswerView
import health.interlude.core.AppException
import health.interlude.core.FormItem
import health.interlude.core.FormItemKind

/** One question per screen (C1, Q1). Tapping an answer selects it and moves to the next question. */
class FormPlace(private val model: FormModel, private val first: Boolean) : Place(R.layout.question) {
    private val handler = Handler(Looper.getMainLooper())
    private val move = Runnable { next() }
    private var openAt = 0L
    private var fault: String? = null

    override fun name(context: Context): CharSequence = model.title

    override fun draw() {
        main.readyHelp()
        question(entering = 0)
    }

    override fun back(): Boolean {
        handler.removeCallbacks(move)
        if (model.previous()) question(entering = -1) else leaveOrReview()
        return true
    }

    override fun away() = stopAndGoHome()

    override fun hide() {
        handler.removeCallbacks(move)
        super.hide()
    }

    private fun leaveOrReview() {
        if (model.fromReview) main.swap(ReviewPlace(model)) else main.go(LeavePlace(model))
    }

    private fun stopAndGoHome() {
        val main = main
        model.stop { main.open(Tab.TODAY) }
    }

    private fun question(entering: Int) {
        val item = model.item ?: return nothingAsked()
        val progress = item.number.ifEmpty { null }?.let { say(R.string.form_progress, it, item.total.toString()) }
        header(R.drawable.ic_leave, R.string.form_close, model.short, progress)
        find<View>(R.id.leading).setOnClickListener { main.go(LeavePlace(model)) }
        find<TextView>(R.id.header_title).apply {
            setTextColor(context.getColorStateList(R.color.accent))
            contentDescription = say(R.string.form_about_of, model.short)
            setOnClickListener { main.go(SourcePlace(model)) }
        }
        text(R.id.instructions, item.instructions)
        text(R.id.stem, item.stem)
        text(R.id.question, item.text)
        text(R.id.changed, model.notice)
        text(R.id.fault, fault ?: model.fault?.words(main))
        val hint = first && item.id == model.core().firstOrNull()?.id && movesOn() && !isTyped(item)
        text(R.id.first_hint, if (hint) say(R.string.first_form_hint) else null)
        answers(item)
        buttons(item)
        if (entering != 0) enter(entering)
    }

    // A form without core questions has optional ones only.
    private fun nothingAsked() {
        handler.post { if (shown) main.swap(ReviewPlace(model)) }
    }

    private fun answers(item: FormItem) {
        val list = find<ViewGroup>(R.id.answers).apply { removeAllViews() }
        val grid = find<ViewGroup>(R.id.numbers).apply { removeAllViews() }
        val numbers = item.kind == FormItemKind.NUMBER
        grid.visibility = if (numbers) View.VISIBLE else View.GONE
        text(R.id.min_label, if (numbers) item.minLabel else range(item))
        find<TextView>(R.id.min_label).labelFor = if (isNumber(item)) R.id.typed else View.NO_ID
        text(R.id.max_label, item.maxLabel.takeIf { numbers })
        typed(item)
        when (item.kind) {
            FormItemKind.CHOICE -> offer(list, item.options.map { it.label to AnswerView.Choice(it.value) })
            FormItemKind.BOOLEAN -> offer(list, item.options.map { it.label to AnswerView.YesNo(it.value == 1) })
            FormItemKind.NUMBER -> offer(
                grid,
                (item.min..item.max).map { it.toString() to AnswerView.Number(it.toDouble()) },
            )
            FormItemKind.INTEGER, FormItemKind.DECIMAL, FormItemKind.TEXT -> Unit
        }
    }

    private fun offer(into: ViewGroup, answers: List<Pair<String, AnswerView>>) {
        val layout = if (into is NumberGrid) R.layout.press_number else R.layout.press_answer
        answers.forEachIndexed { index, (label, value) ->
            val chosen = model.item?.answered == value
            val spoken = if (chosen) R.string.answer_chosen else R.string.answer_open
            inflate<Button>(layout, into).apply {
                text = label
                isSelected = chosen
                contentDescription = say(spoken, label, index + 1, answers.size)
                setOnClickListener { tap(value, this) }
            }
        }
    }

    /** Whether a number is typed instead of tapped. */
    private fun isNumber(item: FormItem) = item.kind == FormItemKind.INTEGER || item.kind == FormItemKind.DECIMAL

    private fun isTyped(item: FormItem) = isNumber(item) || item.kind == FormItemKind.TEXT

    /** The range of a typed number: both ends with their labels, or the numbers only. */
    private fun range(item: FormItem): String? {
        if (!isNumber(item)) return null
        val (min, max) = listOf(item.min, item.max).map { it.toDouble().words() }
        val numbers = if (item.kind == FormItemKind.INTEGER) R.string.typed_integer else R.string.typed_number
        if (item.minLabel.isEmpty() || item.maxLabel.isEmpty()) return say(numbers, min, max)
        val ends = listOf(min to item.minLabel, max to item.maxLabel)
        return ends.joinToString("\n") { (number, label) -> say(R.string.typed_end, number, label) }
    }

    private fun typed(item: FormItem) = find<EditText>(R.id.typed).run {
        val number = isNumber(item)
        visibility = if (isTyped(item)) View.VISIBLE else View.GONE
        text(R.id.unit, item.unit.takeIf { number })
        inputType = if (number) {
            val sign = if (item.min < 0) InputType.TYPE_NUMBER_FLAG_SIGNED else 0
            val point = if (item.kind == FormItemKind.DECIMAL) InputType.TYPE_NUMBER_FLAG_DECIMAL else 0
            InputType.TYPE_CLASS_NUMBER or point or sign
        } else {
            InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_MULTI_LINE or
                InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
        }
        minLines = if (number) 1 else TEXT_LINES
        gravity = Gravity.START or if (number) Gravity.CENTER_VERTICAL else Gravity.TOP
        hint = say(R.string.typed_text)
        setText(
            when (val given = item.answered) {
                // Number fields accept a hyphen, not a minus sign.
                is AnswerView.Number -> given.v1.words().replace('−', '-')
                is AnswerView.Text -> given.v1
                else -> ""
            },
        )
    }

    private fun buttons(item: FormItem) {
        val typed = isTyped(item)
        val answered = item.answered.let { it != null && it != AnswerView.Skipped }
        val next = R.string.next to { if (typed) keepTyped(item) else next() }
        val skip = R.string.skip to { skip() }
        val back = R.string.back to { main.goBack() }
        footer(*listOfNotNull(back, skip, next.takeIf { answered || typed || !movesOn() }).toTypedArray())
    }

    private fun tap(value: AnswerView, button: View) {
        if (SystemClock.uptimeMillis() < openAt) return
        handler.removeCallbacks(move)
        fault = null
        val siblings = button.parent as ViewGroup
        for (index in 0 until siblings.childCount) siblings.getChildAt(index).isSelected = false
        button.isSelected = true
        val goesOn = model.answer(value, main::crisis)
        if (goesOn && movesOn()) handler.postDelayed(move, FILL_MS) else question(entering = 0)
    }

    private fun skip() {
        if (SystemClock.uptimeMillis() < openAt) return
        if (model.answer(AnswerView.Skipped, main::crisis)) next() else question(entering = 0)
    }

    private fun keepTyped(item: FormItem) {
        val words = find<EditText>(R.id.typed).text.toString().trim()
        val number = words.replace(',', '.').replace('−', '-').toDoubleOrNull()
        val value = when {
            words.isEmpty() -> AnswerView.Skipped
            item.kind == FormItemKind.TEXT -> AnswerView.Text(words)
            else -> number?.let { AnswerView.Number(it) }
        }
        val taken = value != null && model.answer(value, main::crisis)
        val wrong = value == null || (isNumber(item) && model.fault is AppException.NotOffered)
        val (min, max) = listOf(item.min, item.max).map { it.toDouble().words() }
        val advice = if (item.kind == FormItemKind.INTEGER) R.string.typed_integer_wrong else R.string.typed_number_wrong
        fault = say(advice, min, max).takeIf { wrong }
        if (taken) next() else text(R.id.fault, fault ?: model.fault?.words(main))
    }

    private fun next() {
        fault = null
        if (!shown) return
        if (model.next()) question(entering = 1) else main.swap(ReviewPlace(model))
    }

    /** Whether a tap moves to the next question; not with a screen reader or switches. */
    private fun movesOn(): Boolean {
        val manager = main.getSystemService(AccessibilityManager::class.java)
        return manager?.isTouchExplorationEnabled != true
    }

    private fun enter(direction: Int) {
        openAt = SystemClock.uptimeMillis() + GUARD_MS
        find<ScrollView>(R.id.scroll).scrollTo(0, 0)
        find<TextView>(R.id.question).apply {
            performAccessibilityAction(AccessibilityAction.ACTION_ACCESSIBILITY_FOCUS.id, null)
            announceForAccessibility(text)
        }
        if (!ValueAnimator.areAnimatorsEnabled()) return
        find<View>(R.id.content).apply {
            translationX = direction * SLIDE_DP * resources.displayMetrics.density
            animate().translationX(0f).setDuration(SLIDE_MS).start()
        }
    }

    private companion object {
        const val FILL_MS = 150L
        const val GUARD_MS = 300L
        const val SLIDE_MS = 180L
        const val SLIDE_DP = 24f
        const val TEXT_LINES = 4
    }
}

/** About the form: its full name, licence notice and citation. */
class SourcePlace(private val model: FormModel) : Place(R.layout.plain) {
    override fun name(context: Context): CharSequence = context.getString(R.string.form_about)

    override fun draw() {
        backHeader()
        text(R.id.title, model.title)
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        inflate<TextView>(R.layout.list_line, rows).text = model.source
    }

    override fun away() {
        val main = main
        model.stop { main.open(Tab.TODAY) }
    }
}

/** "Leave this form?": says what is kept and what the clinic sees. */
class LeavePlace(private val model: FormModel) : Place(R.layout.leave) {
    override fun name(context: Context): CharSequence = context.getString(R.string.leave_title)

    override fun draw() {
        text(R.id.leave_text, model.leaveText)
        text(R.id.fault, model.fault?.words(main))
        tap(R.id.keep) { main.goBack() }
        tap(R.id.leave) {
            model.stop { result -> if (result.isSuccess) home() else redraw() }
        }
    }

    override fun away() {
        model.stop { home() }
    }

    private fun home() {
        main.open(Tab.TODAY)
        main.courier.go()
    }
}

/** All answers, to be changed or saved (Q2). */
class ReviewPlace(private val model: FormModel) : Place(R.layout.review, R.layout.review_pinned) {
    override fun name(context: Context): CharSequence = context.getString(R.string.review_title)

    override fun draw() {
        backHeader()
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        val more = find<ViewGroup>(R.id.more_rows).apply { removeAllViews() }
        model.core().forEach { row(it, rows) }
        model.more().forEach { row(it, more) }
        find<View>(R.id.more_heading).visibility = if (more.childCount == 0) View.GONE else View.VISIBLE
        text(R.id.fault, model.fault?.words(main))
        find<Button>(R.id.save).apply {
            setText(
                when {
                    model.fault != null -> R.string.try_again
                    model.shared && !main.phone.offline -> R.string.save_and_send
                    else -> R.string.save
                },
            )
            setOnClickListener { save() }
        }
        text(R.id.source, model.source)
        val clinic = main.phone.clinic?.clinicName.orEmpty()
        text(R.id.to, if (model.shared) say(R.string.review_to, clinic) else say(R.string.review_private))
    }

    private fun row(item: FormItem, into: ViewGroup) {
        val row = inflate<View>(R.layout.review_row, into)
        val asked = listOfNotNull(item.stem.takeUnless { item.core }, item.text).joinToString("\n")
        val question = if (item.number.isEmpty()) asked else say(R.string.question_number, item.number, asked)
        val answer = words(item)
        row.requireViewById<TextView>(R.id.row_question).text = question
        row.requireViewById<TextView>(R.id.row_answer).text = answer
        row.contentDescription = say(R.string.point_plain, question, answer)
        row.setOnClickListener { open(item) }
    }

    private fun open(item: FormItem) {
        // A form that is being saved takes no answers.
        if (model.saving) return
        model.open(item)
        main.swap(FormPlace(model, first = false))
    }

    private fun words(item: FormItem): String = when (val given = item.answered) {
        null, AnswerView.Skipped -> say(R.string.not_answered)
        is AnswerView.Choice -> item.options.firstOrNull { it.value == given.v1 }?.label.orEmpty()
        is AnswerView.Number -> given.v1.words()
        is AnswerView.YesNo -> item.options.firstOrNull { (it.value == 1) == given.v1 }?.label.orEmpty()
        is AnswerView.Text -> given.v1
    }

    private fun save() {
        // A changed answer may add a question.
        val unseen = model.core().firstOrNull { it.answered == null }
        if (unseen != null) return open(unseen)
        model.submit { result ->
            result.onSuccess {
                main.start(TodayPlace(saved = it.text))
                main.courier.go()
            }.onFailure { redraw() }
        }
    }

    override fun back(): Boolean {
        if (model.openLast()) main.swap(FormPlace(model, first = false)) else main.go(LeavePlace(model))
        return true
    }

    override fun away() {
        val main = main
        model.stop { main.open(Tab.TODAY) }
    }
}
