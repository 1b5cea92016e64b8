package health.interlude.app

import health.interlude.core.CrisisDirective

/** A page of the help screen. */
sealed interface Face {
    /** The crisis lines, in core's order (S1, S2). */
    data object Lines : Face

    /** Further lines. */
    data object More : Face

    /** "What makes it hard?" (S3). */
    data object Barriers : Face

    /** The choice of a country. */
    data object Countries : Face

    /** A number or address to use on another device, if this one cannot open it. */
    data class Number(val title: Int, val number: String, val about: String?) : Face
}

/** The state of the open help screen: its content, and the faces opened on it. */
class Help(var directive: CrisisDirective, val fromForm: Boolean) {
    val faces = mutableListOf<Face>(Face.Lines)
}

/** The stack of places, and the help screen above them. */
class Trail {
    private val places = mutableListOf<Place>()

    /** The help screen; `null` while it is closed. */
    var help: Help? = null

    /** The top place; `null` at the start. */
    val top get() = places.lastOrNull()

    /** Number of places. */
    val depth get() = places.size

    /** Adds [place] on top. */
    fun go(place: Place) {
        places += place
    }

    /** Removes the top place. */
    fun leave() {
        places.removeLast()
    }

    /** Replaces all places by [place]. */
    fun start(place: Place) {
        places.clear()
        places += place
    }
}
