package health.interlude.app

import android.content.Context
import android.text.Editable
import android.text.TextWatcher
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.EditText
import android.widget.TextView

/** The safety plan, read and written on one screen (P1). It is saved while typing. */
class PlanPlace(private val from: Help? = null) : Place(R.layout.plan) {
    private var fault: Int? = null

    override fun name(context: Context): CharSequence = context.getString(R.string.plan_title)

    override fun draw() {
        backHeader()
        val plan = main.phone.plan
        find<View>(R.id.begin).visibility = if (plan.text.steps.all { it.isEmpty() }) View.VISIBLE else View.GONE
        val steps = find<ViewGroup>(R.id.steps).apply { removeAllViews() }
        fault = if (plan.unreadable) R.string.plan_not_opened else fault
        text(R.id.fault, fault?.let { say(it) })
        if (plan.unreadable) return
        plan.text.steps.forEachIndexed { index, words -> step(steps, index, words) }
    }

    private fun step(into: ViewGroup, index: Int, words: String) {
        val heading = inflate<TextView>(R.layout.text_heading, into)
        heading.text = say(R.string.question_number, (index + 1).toString(), say(HEADINGS[index]))
        if (index == PERSON_STEP) person(into)
        inflate<EditText>(R.layout.plan_step, into).apply {
            id = View.generateViewId()
            heading.labelFor = id
            isSaveEnabled = false
            setText(words)
            addTextChangedListener(object : TextWatcher {
                override fun beforeTextChanged(s: CharSequence, start: Int, count: Int, after: Int) = Unit
                override fun onTextChanged(s: CharSequence, start: Int, before: Int, count: Int) = Unit
                override fun afterTextChanged(now: Editable) = keep(index, now.toString())
            })
        }
    }

    private fun person(into: ViewGroup) {
        val person = main.phone.plan.text.person
        inflate<Button>(R.layout.press_plain, into).apply {
            val icon = if (person == null) R.drawable.ic_person else R.drawable.ic_phone
            text = person?.let { say(R.string.crisis_person, it.name) } ?: say(R.string.crisis_choose)
            setCompoundDrawablesRelativeWithIntrinsicBounds(icon, 0, 0, 0)
            gravity = Gravity.START or Gravity.CENTER_VERTICAL
            setOnClickListener { if (person == null) choose() else Dialler(main).call(person.number) }
        }
        if (person != null) {
            inflate<TextView>(R.layout.text_body, into).text = person.number
        }
    }

    private fun choose() {
        val picking = main.pickPerson { chosen ->
            main.phone.changePlan({ it.copy(person = chosen) }) { redraw() }
        }
        if (!picking) {
            fault = R.string.no_contact_app
            text(R.id.fault, say(R.string.no_contact_app))
        }
    }

    private fun keep(index: Int, words: String) {
        val change = { text: PlanText ->
            text.copy(steps = text.steps.mapIndexed { at, old -> if (at == index) words else old })
        }
        main.phone.changePlan(change) { result ->
            fault = if (result.isSuccess) null else R.string.plan_not_saved
            if (shown) text(R.id.fault, fault?.let { say(it) })
        }
    }

    override fun back(): Boolean {
        from?.let(main::returnToHelp)
        return from != null
    }

    private companion object {
        const val PERSON_STEP = 3
        val HEADINGS = listOf(
            R.string.plan_1, R.string.plan_2, R.string.plan_3,
            R.string.plan_4, R.string.plan_5, R.string.plan_6,
        )
    }
}
