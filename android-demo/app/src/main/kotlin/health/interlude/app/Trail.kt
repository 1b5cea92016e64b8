package health.interlude.app

import health.interlude.core.CrisisDirective

/** Which face of the help screen is on top. */
sealed interface Face {
    /** The lines to call, in core's order (S1, S2). */
    data object Lines : Face

    /** Further lines. */
    data object More : Face

    /** "What makes it hard?" (S3). */
    data object Barriers : Face

    /** The choice of a country. */
    data object Countries : Face

    /** A number to use from any phone, where this one cannot. */
    data class Number(val title: Int, val number: String, val about: String?) : Face
}

/** The help screen while it is open: what core said to show, and the faces opened on it. */
class Help(var directive: CrisisDirective, val fromForm: Boolean) {
    val faces = mutableListOf<Face>(Face.Lines)
}

/** Where the person is: the places one on another, and the help screen above them. */
class Trail {
    private val places = mutableListOf<Place>()

    /** The help screen, or `null` while it is closed. */
    var help: Help? = null

    /** The place on top, or `null` at the very start. */
    val top get() = places.lastOrNull()

    /** How many places lie on one another. */
    val depth get() = places.size

    /** Puts [place] on top. */
    fun go(place: Place) {
        places += place
    }

    /** Takes the place on top away. */
    fun leave() {
        places.removeLast()
    }

    /** Takes all places away and begins with [place]. */
    fun start(place: Place) {
        places.clear()
        places += place
    }
}
