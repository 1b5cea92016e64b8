package health.interlude.app

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import android.os.SystemClock
import android.provider.ContactsContract.CommonDataKinds
import android.view.Choreographer
import android.view.ViewGroup
import android.view.WindowManager
import android.view.inputmethod.InputMethodManager
import health.interlude.core.CrisisDirective

/** The window of the app: one place at a time, and the help screen ready above it. */
class MainActivity : Activity() {
    lateinit var phone: Phone
        private set
    lateinit var courier: Courier
        private set
    private lateinit var trail: Trail
    private lateinit var layer: CrisisLayer
    private val handler = Handler(Looper.getMainLooper())
    private var leftAt: Long? = null
    private val away = Runnable { trail.top?.away() }
    private var picked: ((Person) -> Unit)? = null

    private val ground get() = requireViewById<ViewGroup>(R.id.place)

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        setContentView(R.layout.main)
        phone = (application as InterludeApplication).phone
        courier = Courier(phone) { (trail.top as? TodayPlace)?.load() }
        // The framework's own way to keep objects over a rotation; androidx has no part here.
        @Suppress("DEPRECATION")
        val kept = lastNonConfigurationInstance as? Trail
        trail = kept ?: Trail()
        layer = CrisisLayer(this, requireViewById(R.id.crisis_layer), ground)
        if (trail.top == null) trail.start(OpeningPlace())
        show()
        trail.help?.let(layer::show)
    }

    @Deprecated("Deprecated in Java")
    override fun onRetainNonConfigurationInstance(): Any = trail

    override fun onStart() {
        super.onStart()
        handler.removeCallbacks(away)
        if (leftAt?.let { SystemClock.elapsedRealtime() - it >= FORM_STAYS_OPEN_MS } == true) away.run()
        leftAt = null
        courier.resume()
    }

    override fun onStop() {
        super.onStop()
        leftAt = SystemClock.elapsedRealtime()
        handler.postDelayed(away, FORM_STAYS_OPEN_MS)
        courier.pause()
    }

    override fun onDestroy() {
        super.onDestroy()
        handler.removeCallbacks(away)
        trail.top?.hide()
    }

    /** Puts [place] on top of the places. */
    fun go(place: Place) = change { trail.go(place) }

    /** Puts [place] where the place on top was. */
    fun swap(place: Place) = change {
        trail.leave()
        trail.go(place)
    }

    /** Takes all places away and begins with [place]. */
    fun start(place: Place) = change { trail.start(place) }

    /** Opens a tab of the bottom bar. */
    fun open(tab: Tab) = start(
        when (tab) {
            Tab.TODAY -> TodayPlace()
            Tab.TREND -> TrendPlace()
            Tab.MORE -> MorePlace()
        },
    )

    private fun change(how: () -> Unit) {
        trail.top?.hide()
        how()
        show()
    }

    private fun show() {
        val place = checkNotNull(trail.top)
        ground.removeAllViews()
        ground.addView(place.show(this, ground))
        hideKeyboard()
    }

    /** Goes back by one: a face of the help screen, the help screen, the place. */
    fun goBack() {
        if (layer.back()) return
        val place = checkNotNull(trail.top)
        when {
            place.back() -> Unit
            trail.depth > 1 -> change { trail.leave() }
            place.tab != null && place.tab != Tab.TODAY -> open(Tab.TODAY)
            else -> finish()
        }
    }

    @Deprecated("Deprecated in Java")
    override fun onBackPressed() = goBack()

    /** Draws the help screen of a form ahead, so that a tap has only to uncover it. */
    fun readyHelp() = layer.prepare(Help(phone.help(fromForm = true), fromForm = true))

    /** Shows the help screen because of an answer; at once, before anything is written. */
    fun crisis(directive: CrisisDirective) {
        hideKeyboard()
        open(Help(chosenCountry(directive), fromForm = true))
    }

    /** Shows the help screen because the person asked for it. */
    fun help() {
        hideKeyboard()
        open(Help(phone.help(fromForm = false), fromForm = false))
    }

    private fun open(help: Help) {
        trail.help = help
        layer.show(help)
    }

    /** Uncovers the place under the help screen. */
    fun closeHelp() {
        trail.help = null
        layer.hide()
    }

    /** Leaves the help screen for [place], which [returnToHelp] comes back from. */
    fun leaveHelpFor(place: Place) {
        closeHelp()
        go(place)
    }

    /** Leaves the place on top for the help screen it was opened from. */
    fun returnToHelp(help: Help) {
        change { trail.leave() }
        open(help)
    }

    // The lines follow the country the person chose; what is said about the clinic stays.
    private fun chosenCountry(directive: CrisisDirective): CrisisDirective {
        if (phone.country == null) return directive
        return phone.help(fromForm = true).copy(
            heading = directive.heading,
            lines = directive.lines,
            clinicText = directive.clinicText,
            clinic = directive.clinic,
            privateForm = directive.privateForm,
        )
    }

    /** Does [work] once the frame that is being drawn is on its way to the screen. */
    fun afterFrame(work: () -> Unit) {
        Choreographer.getInstance().postFrameCallback { handler.post(work) }
    }

    /** Lets the person choose somebody from the phone's contacts; needs no permission. */
    fun pickPerson(then: (Person) -> Unit): Boolean {
        val pick = Intent(Intent.ACTION_PICK, CommonDataKinds.Phone.CONTENT_URI)
        if (pick.resolveActivity(packageManager) == null) return false
        picked = then
        @Suppress("DEPRECATION")
        startActivityForResult(pick, PICK_PERSON)
        return true
    }

    @Deprecated("Deprecated in Java")
    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        val uri = data?.data
        if (request != PICK_PERSON || result != RESULT_OK || uri == null) return
        val columns = arrayOf(CommonDataKinds.Phone.DISPLAY_NAME, CommonDataKinds.Phone.NUMBER)
        contentResolver.query(uri, columns, null, null, null)?.use {
            if (it.moveToFirst()) picked?.invoke(Person(it.getString(0), it.getString(1)))
        }
        picked = null
    }

    private fun hideKeyboard() {
        val focused = currentFocus ?: return
        getSystemService(InputMethodManager::class.java)
            ?.hideSoftInputFromWindow(focused.windowToken, 0)
    }

    private companion object {
        const val PICK_PERSON = 1
        const val FORM_STAYS_OPEN_MS = 15 * 60 * 1000L
    }
}
