package health.interlude.app

import health.interlude.core.AnswerView
import health.interlude.core.AppException
import health.interlude.core.CheckInInterface
import health.interlude.core.CrisisDirective
import health.interlude.core.FormItem
import health.interlude.core.Saved

/** The state of a form on screen. All rules are in [form]. */
class FormModel(
    private val phone: Phone,
    private val form: CheckInInterface,
    private val afterFrame: (() -> Unit) -> Unit,
) {
    /** The questions to ask, in order. */
    var items: List<FormItem> = form.items()
        private set

    /** The id of the question on screen; `null` if the form has no core questions. */
    var at: String? = core().firstOrNull()?.id
        private set

    /** "You changed this answer …", for the question on screen. */
    var notice: String? = null
        private set

    /** Why the last answer or save failed; `null` if it did not. */
    var fault: Throwable? = null
        private set

    /** Whether the question was opened from the list of answers. */
    var fromReview = false
        private set

    /** Whether the form is being saved. */
    var saving = false
        private set

    val title: String get() = form.title()
    val short: String get() = form.short()
    val leaveText: String get() = form.leaveText()
    val source: String get() = form.sourceText()
    val shared: Boolean get() = form.shared()

    /** The question on screen; `null` if there is none. */
    val item: FormItem? get() = items.firstOrNull { it.id == at }

    /** The questions that must be answered or skipped. */
    fun core(): List<FormItem> = items.filter { it.core }

    /** The optional questions. */
    fun more(): List<FormItem> = items.filterNot { it.core }

    /**
     * Takes an answer. Calls [crisis] first if the answer calls for help. The draft is saved after
     * the next frame. Returns whether to move to the next question.
     */
    fun answer(value: AnswerView, crisis: (CrisisDirective) -> Unit): Boolean {
        val item = at ?: return false
        val tap = try {
            form.answer(item, value)
        } catch (refused: AppException) {
            fault = refused
            return false
        }
        tap.crisis?.let(crisis)
        notice = tap.changedNotice
        fault = null
        val known = (items + tap.changed).associateBy { it.id }
        items = tap.asked.mapNotNull(known::get)
        afterFrame {
            phone.ask({ form.saveDraft() }) { fault = it.exceptionOrNull() ?: fault }
        }
        return tap.crisis == null && notice == null
    }

    /** Goes to the next question; `false` if there is none, or in a question opened from the list. */
    fun next(): Boolean = step(1)

    /** Goes to the previous question; `false` at the first, or in a question opened from the list. */
    fun previous(): Boolean = step(-1)

    private fun step(by: Int): Boolean {
        notice = null
        fault = null
        if (fromReview) return false
        val order = core()
        val found = order.getOrNull(order.indexOfFirst { it.id == at } + by) ?: return false
        at = found.id
        return true
    }

    /** Opens a question from the list of answers. */
    fun open(item: FormItem) {
        at = item.id
        fromReview = true
        notice = null
        fault = null
    }

    /** Goes from the list of answers to the last question; `false` if there is none. */
    fun openLast(): Boolean {
        fromReview = false
        at = core().lastOrNull()?.id
        return at != null
    }

    /** Saves the form; it is durable when [then] receives a success. */
    fun submit(then: (Result<Saved>) -> Unit) = close({ form.submit(phone.now()) }, then)

    /** Closes an unfinished form. */
    fun stop(then: (Result<Saved>) -> Unit) = close({ form.stop(phone.now()) }, then)

    private fun close(how: () -> Saved, then: (Result<Saved>) -> Unit) {
        if (saving) return
        saving = true
        phone.ask({ how() }) { result ->
            saving = false
            fault = result.exceptionOrNull()
            then(result)
        }
    }
}
