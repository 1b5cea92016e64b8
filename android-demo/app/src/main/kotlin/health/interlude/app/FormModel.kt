package health.interlude.app

import health.interlude.core.AnswerView
import health.interlude.core.AppException
import health.interlude.core.CheckInInterface
import health.interlude.core.CrisisDirective
import health.interlude.core.FormItem
import health.interlude.core.Saved

/** A form on screen, from the first question to saving; every rule is behind [form]. */
class FormModel(
    private val phone: Phone,
    private val form: CheckInInterface,
    private val afterFrame: (() -> Unit) -> Unit,
) {
    /** What is asked now, in order. */
    var items: List<FormItem> = form.items()
        private set

    /** The id of the item on screen; `null` if the form asks nothing of everyone. */
    var at: String? = core().firstOrNull()?.id
        private set

    /** "You changed this answer …", about the item on screen. */
    var notice: String? = null
        private set

    /** What could not be saved, in words. */
    var fault: Throwable? = null
        private set

    /** Whether a single question was opened from the list of answers. */
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

    /** The item on screen; `null` if there is none. */
    val item: FormItem? get() = items.firstOrNull { it.id == at }

    /** The questions everyone is asked. */
    fun core(): List<FormItem> = items.filter { it.core }

    /** The questions one may add. */
    fun more(): List<FormItem> = items.filterNot { it.core }

    /**
     * Records one tap. [crisis] is called with the directive, if there is one, before anything
     * else happens; the draft is written after the frame that shows what came of the tap.
     */
    fun answer(value: AnswerView, crisis: (CrisisDirective) -> Unit): Boolean {
        val asked = at ?: return false
        val tap = try {
            form.answer(asked, value)
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

    /** Goes to the next question; `false` when there is none, or when one came from the list. */
    fun next(): Boolean = step(1)

    /** Goes to the question before; `false` at the first, or when one came from the list. */
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

    /** Opens one question from the list of answers. */
    fun open(item: FormItem) {
        at = item.id
        fromReview = true
        notice = null
        fault = null
    }

    /** Leaves the list of answers for the last question; `false` if there is none. */
    fun openLast(): Boolean {
        fromReview = false
        at = core().lastOrNull()?.id
        return at != null
    }

    /** Saves the form; durable when [then] says so. */
    fun submit(then: (Result<Saved>) -> Unit) = close({ form.submit(phone.now()) }, then)

    /** Closes the form as stopped. */
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
