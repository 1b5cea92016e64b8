package health.interlude.app

import android.content.Context
import android.view.LayoutInflater
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.ImageButton
import android.widget.TextView

/** The tabs of the bottom bar. */
enum class Tab(val label: Int, val icon: Int) {
    TODAY(R.string.tab_today, R.drawable.ic_today),
    TREND(R.string.tab_trend, R.drawable.ic_trend),
    MORE(R.string.tab_more, R.drawable.ic_more),
}

/**
 * A screen of the app: [layout] scrolls, [pinned] stays above the bottom bar.
 *
 * A place outlives its views: after a rotation it is drawn again. Every place has "Help now" in the
 * bottom end corner, last in focus order.
 */
abstract class Place(private val layout: Int, private val pinned: Int? = null) {
    /** The tab of this place; `null` hides the tabs. */
    open val tab: Tab? = null

    /** The activity; valid only while this place is shown. */
    protected lateinit var main: MainActivity
        private set
    private var view: View? = null

    /** Whether this place is on screen. */
    val shown get() = view != null

    /** The name announced when the place appears. */
    abstract fun name(context: Context): CharSequence

    /** Fills the views. */
    protected abstract fun draw()

    /** Handles Back; `false` goes to the previous place. */
    open fun back(): Boolean = false

    /** Called when the app was in the background longer than a form may stay open. */
    open fun away() = Unit

    /** Creates and fills the views. */
    fun show(activity: MainActivity, parent: ViewGroup): View {
        main = activity
        val page = activity.layoutInflater.inflate(R.layout.page, parent, false)
        activity.layoutInflater.inflate(layout, page.requireViewById(R.id.content), true)
        pinned?.let {
            val bar = page.requireViewById<ViewGroup>(R.id.pinned)
            activity.layoutInflater.inflate(it, bar, true)
            bar.visibility = View.VISIBLE
        }
        view = page
        page.accessibilityPaneTitle = name(activity)
        header(null, null, null, null)
        footer()
        draw()
        return page
    }

    /** Called when the place leaves the screen; drops the views. */
    open fun hide() {
        view = null
    }

    /** Fills the views again, if they are on screen. */
    protected fun redraw() {
        if (shown) draw()
    }

    protected fun <V : View> find(id: Int): V = checkNotNull(view).requireViewById(id)

    protected fun text(id: Int, words: CharSequence?) {
        find<TextView>(id).apply {
            text = words
            visibility = if (words.isNullOrEmpty()) View.GONE else View.VISIBLE
        }
    }

    protected fun tap(id: Int, then: () -> Unit) = find<View>(id).setOnClickListener { then() }

    protected fun say(id: Int, vararg values: Any): String = main.getString(id, *values)

    protected fun <V : View> inflate(layout: Int, into: ViewGroup): V {
        val inflater: LayoutInflater = main.layoutInflater
        @Suppress("UNCHECKED_CAST")
        val made = inflater.inflate(layout, into, false) as V
        into.addView(made)
        return made
    }

    /** Fills the top bar: ‹ or ✕ with its spoken name, a title, and progress. */
    protected fun header(icon: Int?, spoken: Int?, title: CharSequence?, progress: CharSequence?) {
        val empty = icon == null && title == null && progress == null
        find<View>(R.id.header).visibility = if (empty) View.GONE else View.VISIBLE
        find<ImageButton>(R.id.leading).apply {
            visibility = if (icon == null) View.GONE else View.VISIBLE
            if (icon != null) setImageResource(icon)
            contentDescription = spoken?.let { say(it) }
            setOnClickListener { main.goBack() }
        }
        find<TextView>(R.id.header_title).text = title
        find<TextView>(R.id.progress).text = progress
    }

    /** A top bar with ‹. */
    protected fun backHeader(progress: CharSequence? = null) =
        header(R.drawable.ic_back, R.string.back, null, progress)

    /** Fills the bottom bar: tabs, [buttons], then "Help now" in the end corner. */
    protected fun footer(vararg buttons: Pair<Int, () -> Unit>) {
        val row = find<FooterRow>(R.id.footer)
        row.removeAllViews()
        for (each in if (tab == null) emptyList() else Tab.entries) {
            inflate<Button>(R.layout.tab_button, row).apply {
                setText(each.label)
                setCompoundDrawablesRelativeWithIntrinsicBounds(0, each.icon, 0, 0)
                isSelected = each == tab
                val colour = if (isSelected) R.color.text else R.color.accent
                compoundDrawableTintList = context.getColorStateList(colour)
                setOnClickListener { main.open(each) }
            }
        }
        for ((label, then) in buttons) {
            inflate<Button>(R.layout.footer_button, row).apply {
                setText(label)
                setOnClickListener { then() }
            }
        }
        val layout = if (tab == null) R.layout.footer_button else R.layout.tab_button
        inflate<Button>(layout, row).apply {
            id = R.id.help
            setText(R.string.help_now)
            if (tab == null) {
                setCompoundDrawablesRelativeWithIntrinsicBounds(R.drawable.ic_help, 0, 0, 0)
            } else {
                setCompoundDrawablesRelativeWithIntrinsicBounds(0, R.drawable.ic_help, 0, 0)
            }
            compoundDrawableTintList = context.getColorStateList(R.color.accent)
            setOnClickListener { main.help() }
        }
    }
}
