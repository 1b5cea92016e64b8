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
import health.interlude.core.AnswerValue
import health.interlude.core.FormItem
import health.interlude.core.ItemKind

/** One question to a screen (C1, Q1): a tap on an answer chooses it and moves on by itself. */
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
        val item = model.item
        val progress = item.number.ifEmpty { null }?.let { say(R.string.form_progress, it, item.total) }
        header(R.drawable.ic_leave, R.string.form_close, model.title, progress)
        find<View>(R.id.leading).setOnClickListener { main.go(LeavePlace(model)) }
        text(R.id.instructions, item.instructions)
        text(R.id.stem, item.stem)
        text(R.id.question, item.text)
        text(R.id.changed, model.notice)
        text(R.id.fault, fault ?: model.fault?.words(main))
        val hint = first && item.id == model.core().first().id && movesOn()
        text(R.id.first_hint, if (hint) say(R.string.first_form_hint) else null)
        answers(item)
        buttons(item)
        if (entering != 0) enter(entering)
    }

    private fun answers(item: FormItem) {
        val list = find<ViewGroup>(R.id.answers).apply { removeAllViews() }
        val grid = find<ViewGroup>(R.id.numbers).apply { removeAllViews() }
        val numbers = item.kind == ItemKind.NUMBER
        grid.visibility = if (numbers) View.VISIBLE else View.GONE
        text(R.id.min_label, item.minLabel.takeIf { numbers })
        text(R.id.max_label, item.maxLabel.takeIf { numbers })
        typed(item)
        when (item.kind) {
            ItemKind.CHOICE -> offer(list, item.options.map { it.label to AnswerValue.Choice(it.value) })
            ItemKind.BOOLEAN -> offer(list, item.options.map { it.label to AnswerValue.YesNo(it.value == 1) })
            ItemKind.NUMBER -> offer(
                grid,
                (item.min..item.max).map { it.toString() to AnswerValue.Number(it.toDouble()) },
            )
            ItemKind.DECIMAL, ItemKind.TEXT -> Unit
        }
    }

    private fun offer(into: ViewGroup, answers: List<Pair<String, AnswerValue>>) {
        val layout = if (into is NumberGrid) R.layout.press_number else R.layout.press_answer
        answers.forEachIndexed { index, (label, value) ->
            val chosen = model.item.answered == value
            val spoken = if (chosen) R.string.answer_chosen else R.string.answer_open
            inflate<Button>(layout, into).apply {
                text = label
                isSelected = chosen
                contentDescription = say(spoken, label, index + 1, answers.size)
                setOnClickListener { tap(value, this) }
            }
        }
    }

    private fun typed(item: FormItem) = find<EditText>(R.id.typed).run {
        val decimal = item.kind == ItemKind.DECIMAL
        visibility = if (decimal || item.kind == ItemKind.TEXT) View.VISIBLE else View.GONE
        inputType = if (decimal) {
            InputType.TYPE_CLASS_NUMBER or InputType.TYPE_NUMBER_FLAG_DECIMAL
        } else {
            InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_MULTI_LINE or
                InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
        }
        minLines = if (decimal) 1 else TEXT_LINES
        gravity = Gravity.START or if (decimal) Gravity.CENTER_VERTICAL else Gravity.TOP
        hint = if (decimal) say(R.string.typed_number, item.min, item.max) else say(R.string.typed_text)
        setText(
            when (val given = item.answered) {
                is AnswerValue.Number -> given.v1.words()
                is AnswerValue.Text -> given.v1
                else -> ""
            },
        )
    }

    private fun buttons(item: FormItem) {
        val typed = item.kind == ItemKind.DECIMAL || item.kind == ItemKind.TEXT
        val answered = item.answered.let { it != null && it != AnswerValue.Skipped }
        val next = R.string.next to { if (typed) keepTyped(item) else next() }
        val skip = R.string.skip to { skip() }
        val back = R.string.back to { main.goBack() }
        footer(*listOfNotNull(back, skip, next.takeIf { answered || typed || !movesOn() }).toTypedArray())
    }

    private fun tap(value: AnswerValue, button: View) {
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
        if (model.answer(AnswerValue.Skipped, main::crisis)) next() else question(entering = 0)
    }

    private fun keepTyped(item: FormItem) {
        val words = find<EditText>(R.id.typed).text.toString().trim()
        val number = words.replace(',', '.').toDoubleOrNull()
        val value = when {
            words.isEmpty() -> AnswerValue.Skipped
            item.kind == ItemKind.TEXT -> AnswerValue.Text(words)
            else -> number?.let { AnswerValue.Number(it) }
        }
        fault = say(R.string.typed_number_wrong, item.min, item.max).takeIf { value == null }
        val taken = value != null && model.answer(value, main::crisis)
        if (taken) next() else text(R.id.fault, fault ?: model.fault?.words(main))
    }

    private fun next() {
        fault = null
        if (!shown) return
        if (model.next()) question(entering = 1) else main.swap(ReviewPlace(model))
    }

    /** Whether a tap moves on by itself: not where a screen reader or switches are in use. */
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

/** "Leave this form?": what stays, and what the clinic sees. */
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

/** Q2: all answers, each to be opened again, and Save. */
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
        val question = if (item.number.isEmpty()) item.text else say(R.string.question_number, item.number, item.text)
        val answer = words(item)
        row.requireViewById<TextView>(R.id.row_question).text = question
        row.requireViewById<TextView>(R.id.row_answer).text = answer
        row.contentDescription = say(R.string.point_plain, question, answer)
        row.setOnClickListener { open(item) }
    }

    private fun open(item: FormItem) {
        model.open(item)
        main.swap(FormPlace(model, first = false))
    }

    private fun words(item: FormItem): String = when (val given = item.answered) {
        null, AnswerValue.Skipped -> say(R.string.not_answered)
        is AnswerValue.Choice -> item.options.firstOrNull { it.value == given.v1 }?.label.orEmpty()
        is AnswerValue.Number -> given.v1.words()
        is AnswerValue.YesNo -> item.options.firstOrNull { (it.value == 1) == given.v1 }?.label.orEmpty()
        is AnswerValue.Text -> given.v1
    }

    private fun save() {
        // A changed answer may bring up a question that was not asked before.
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
        model.openLast()
        main.swap(FormPlace(model, first = false))
        return true
    }

    override fun away() {
        val main = main
        model.stop { main.open(Tab.TODAY) }
    }
}
