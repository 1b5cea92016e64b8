package health.interlude.app

import android.content.Context
import android.view.ViewGroup
import android.widget.Button
import android.widget.TextView
import health.interlude.core.ContentKindView
import health.interlude.core.ContentChoice

/** Links to the safety plan, sharing, the recovery code and "About". */
class MorePlace : Place(R.layout.plain) {
    override val tab = Tab.MORE
    private var code: String? = null
    private var requested = false

    override fun name(context: Context): CharSequence = context.getString(R.string.more_title)

    override fun draw() {
        text(R.id.title, say(R.string.more_title))
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        row(rows, R.string.more_plan) { main.go(PlanPlace()) }
        row(rows, R.string.more_reminders) { main.go(RemindersPlace()) }
        row(rows, R.string.more_sharing) { main.go(SharingPlace()) }
        code?.let { row(rows, R.string.more_recovery) { main.go(RecoveryPlace(it, null)) } }
        row(rows, R.string.more_about) { main.go(AboutPlace()) }
        if (requested) return
        requested = true
        main.phone.ask({ it.recoveryCode() }) { result ->
            code = result.getOrNull()
            redraw()
        }
    }

    private fun row(into: ViewGroup, label: Int, then: () -> Unit) {
        inflate<Button>(R.layout.press_row, into).apply {
            setText(label)
            setOnClickListener { then() }
        }
    }
}

/** What is shared, by kind of content. */
class SharingPlace : Place(R.layout.plain) {
    private var choices: List<Pair<ContentKindView, ContentChoice>> = emptyList()
    private var fault: String? = null
    private var requested = false

    override fun name(context: Context): CharSequence = context.getString(R.string.sharing_title)

    override fun draw() {
        backHeader()
        text(R.id.title, say(R.string.sharing_title))
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        val clinic = main.phone.clinic?.clinicName.orEmpty()
        val lines = choices.map { (kind, choice) ->
            val words = if (choice.shared) R.string.sharing_shared else R.string.sharing_private
            say(words, kind.label, clinic)
        }
        for (words in lines + listOfNotNull(fault) + say(R.string.sharing_later)) {
            inflate<TextView>(R.layout.list_line, rows).text = words
        }
        if (requested) return
        requested = true
        main.phone.ask({ app -> app.contentKinds() to app.sharing() }) { result ->
            result.onSuccess { (kinds, sharing) ->
                choices = kinds.mapNotNull { kind ->
                    sharing.firstOrNull { it.kind == kind.code }?.let { kind to it }
                }
            }
            fault = result.exceptionOrNull()?.words(main)
            redraw()
        }
    }
}

/** About the app. */
class AboutPlace : Place(R.layout.plain) {
    override fun name(context: Context): CharSequence = context.getString(R.string.about_title)

    override fun draw() {
        backHeader()
        text(R.id.title, say(R.string.about_title))
        val rows = find<ViewGroup>(R.id.rows).apply { removeAllViews() }
        val version = main.packageManager.getPackageInfo(main.packageName, 0).versionName.orEmpty()
        val lines = listOf(say(R.string.about_version, version), say(R.string.about_what), say(R.string.about_live))
        for (words in lines) inflate<TextView>(R.layout.list_line, rows).text = words
    }
}
