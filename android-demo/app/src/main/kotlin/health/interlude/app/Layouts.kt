package health.interlude.app

import android.content.Context
import android.util.AttributeSet
import android.view.View
import android.view.ViewGroup
import android.widget.LinearLayout

/** A column of views with a maximum width. */
class Column(context: Context, attributes: AttributeSet?) : LinearLayout(context, attributes) {
    init {
        orientation = VERTICAL
    }

    override fun onMeasure(widthSpec: Int, heightSpec: Int) {
        val most = resources.getDimensionPixelSize(R.dimen.column)
        val offered = MeasureSpec.getSize(widthSpec)
        // The padding centres the content; a bar's background keeps the full width.
        val side = ((offered - most) / 2).coerceAtLeast(0)
        val margin = resources.getDimensionPixelSize(R.dimen.s4)
        setPaddingRelative(margin + side, paddingTop, margin + side, paddingBottom)
        super.onMeasure(widthSpec, heightSpec)
    }
}

/** Lays out its children in lines, and wraps lines that are full. */
open class Flow(context: Context, attributes: AttributeSet?) : ViewGroup(context, attributes) {
    /** Whether the last child is at the end of its line. */
    protected open val lastAtEnd = false

    private val gap = resources.getDimensionPixelSize(R.dimen.s2)

    private fun visible() = (0 until childCount).map(::getChildAt).filter { it.visibility != GONE }

    private fun lines(width: Int): List<List<View>> {
        val lines = mutableListOf<MutableList<View>>()
        var used = 0
        for (child in visible()) {
            val needed = child.measuredWidth
            if (lines.isEmpty() || used + gap + needed > width) {
                lines += mutableListOf(child)
                used = needed
            } else {
                lines.last() += child
                used += gap + needed
            }
        }
        return lines
    }

    private fun height(line: List<View>) = line.maxOf { it.measuredHeight }

    override fun onMeasure(widthSpec: Int, heightSpec: Int) {
        val inner = MeasureSpec.getSize(widthSpec) - paddingLeft - paddingRight
        val least = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED)
        for (child in visible()) {
            child.measure(MeasureSpec.makeMeasureSpec(inner, MeasureSpec.AT_MOST), least)
        }
        val lines = lines(inner)
        val content = lines.sumOf(::height) + gap * (lines.size - 1).coerceAtLeast(0)
        val wanted = (content + paddingTop + paddingBottom).coerceAtLeast(suggestedMinimumHeight)
        setMeasuredDimension(MeasureSpec.getSize(widthSpec), resolveSize(wanted, heightSpec))
    }

    override fun onLayout(changed: Boolean, l: Int, t: Int, r: Int, b: Int) {
        val inner = width - paddingLeft - paddingRight
        val lines = lines(inner)
        val content = lines.sumOf(::height) + gap * (lines.size - 1).coerceAtLeast(0)
        var y = paddingTop + ((height - paddingTop - paddingBottom - content) / 2).coerceAtLeast(0)
        val last = visible().lastOrNull()
        for (line in lines) {
            var x = 0
            for (child in line) {
                if (lastAtEnd && child === last) x = inner - child.measuredWidth
                place(child, x, y + (height(line) - child.measuredHeight) / 2, inner)
                x += child.measuredWidth + gap
            }
            y += height(line) + gap
        }
    }

    private fun place(child: View, fromStart: Int, top: Int, inner: Int) {
        val mirrored = layoutDirection == View.LAYOUT_DIRECTION_RTL
        val x = if (mirrored) inner - fromStart - child.measuredWidth else fromStart
        val left = paddingLeft + x
        child.layout(left, top, left + child.measuredWidth, top + child.measuredHeight)
    }
}

/** The bottom bar. Its last child, "Help now", is always in the bottom end corner. */
class FooterRow(context: Context, attributes: AttributeSet?) : Flow(context, attributes) {
    override val lastAtEnd = true
}

/** A grid of number answers: eleven columns if they fit, else six or four. */
class NumberGrid(context: Context, attributes: AttributeSet?) : ViewGroup(context, attributes) {
    private val touch = resources.getDimensionPixelSize(R.dimen.touch)
    private var columns = 4
    private var gap = 0

    private fun fits(count: Int, space: Int, width: Int) =
        count * touch + (count - 1) * space <= width

    override fun onMeasure(widthSpec: Int, heightSpec: Int) {
        val width = MeasureSpec.getSize(widthSpec)
        val narrow = resources.getDimensionPixelSize(R.dimen.s1)
        val wide = resources.getDimensionPixelSize(R.dimen.s2)
        columns = if (fits(11, narrow, width)) 11 else if (fits(6, wide, width)) 6 else 4
        gap = if (columns == 11) narrow else wide
        val cell = (width - gap * (columns - 1)) / columns
        for (index in 0 until childCount) {
            getChildAt(index).measure(
                MeasureSpec.makeMeasureSpec(cell, MeasureSpec.EXACTLY),
                MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED),
            )
        }
        val rows = (childCount + columns - 1) / columns
        val high = (0 until childCount).maxOfOrNull { getChildAt(it).measuredHeight } ?: 0
        setMeasuredDimension(width, rows * high + (rows - 1).coerceAtLeast(0) * gap)
    }

    override fun onLayout(changed: Boolean, l: Int, t: Int, r: Int, b: Int) {
        val mirrored = layoutDirection == View.LAYOUT_DIRECTION_RTL
        for (index in 0 until childCount) {
            val child = getChildAt(index)
            val column = index % columns
            val x = (if (mirrored) columns - 1 - column else column) * (child.measuredWidth + gap)
            val y = index / columns * (child.measuredHeight + gap)
            child.layout(x, y, x + child.measuredWidth, y + child.measuredHeight)
        }
    }
}
