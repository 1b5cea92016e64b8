package health.interlude.app

import android.view.View
import android.view.ViewGroup
import android.widget.ScrollView
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue

/** The name of a view that a screen reader speaks. */
fun View.spokenName(): String {
    val own = contentDescription ?: (this as? TextView)?.text?.ifEmpty { null } ?: (this as? TextView)?.hint
    if (!own.isNullOrEmpty()) return own.toString()
    val label = if (id == View.NO_ID) null else rootView.findLabel(id)
    if (label != null) return label.text.toString()
    return if (this is ViewGroup) (0 until childCount).joinToString(" ") { getChildAt(it).spokenName() }.trim() else ""
}

private fun View.findLabel(of: Int): TextView? = when {
    labelFor == of -> this as? TextView
    this is ViewGroup -> (0 until childCount).firstNotNullOfOrNull { getChildAt(it).findLabel(of) }
    else -> null
}

/** Checks what every screen must fulfil: names, touch sizes, whole texts, and "Help now" in its corner. */
fun Device.checkScreen(name: String) {
    val density = activity.resources.displayMetrics.density
    val clickable = visible().filter { it.isClickable && it !is ScrollView }
    for (view in clickable) {
        assertTrue("$name: a ${view.javaClass.simpleName} without a name", view.spokenName().isNotBlank())
        val least = 48 * density - 1
        val size = "${view.width / density} × ${view.height / density} dp"
        assertTrue("$name: “${view.spokenName()}” is $size", view.width >= least && view.height >= least)
    }
    val duplicates = clickable.groupingBy { it.spokenName() }.eachCount().filterValues { it > 1 }
    assertEquals("$name: the same name twice", emptyMap<String, Int>(), duplicates)
    for (view in visible()) {
        if (view is TextView) checkText(name, view)
        checkInside(name, view)
    }
    if (!crisisShown) checkHelp(name, clickable.last())
}

private fun checkText(name: String, view: TextView) {
    val layout = view.layout ?: return
    val cut = (0 until layout.lineCount).sumOf { layout.getEllipsisCount(it) }
    assertEquals("$name: “${view.text}” is shortened", 0, cut)
    val needed = layout.height + view.compoundPaddingTop + view.compoundPaddingBottom
    assertTrue("$name: “${view.text}” is cut off", needed <= view.height)
}

private fun checkInside(name: String, view: View) {
    val parent = view.parent as? ViewGroup ?: return
    if (parent is ScrollView) return
    val inside = view.left >= 0 && view.top >= 0 && view.right <= parent.width && view.bottom <= parent.height
    assertTrue("$name: “${view.spokenName()}” exceeds its parent", inside)
}

private fun Device.checkHelp(name: String, last: View) {
    assertEquals("$name: the last clickable view", R.id.help, last.id)
    val place = IntArray(2).also(last::getLocationInWindow)
    val mirrored = root.layoutDirection == View.LAYOUT_DIRECTION_RTL
    val fromEnd = if (mirrored) place[0] else root.width - (place[0] + last.width)
    val fromBottom = root.height - (place[1] + last.height)
    assertTrue("$name: Help now is in the bottom end corner", fromBottom < 24 && fromEnd < 48)
}

/** Checks that "Help now" opens the help screen, and that Back closes it. */
fun Device.checkHelpOpens(name: String) {
    press(activity.getString(R.string.help_now))
    assertTrue("$name: Help now opens the help screen at once", crisisShown)
    settle()
    back()
    assertTrue("$name: Back closes it", !crisisShown)
}
