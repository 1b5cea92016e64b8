package health.interlude.app

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.os.Build
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
import health.interlude.core.Wake

/** The only window of the app: shows one screen at a time, and the help screen above it. */
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
    private var permitted: (() -> Unit)? = null

    /** The reminders of this phone. */
    val reminders get() = (application as InterludeApplication).reminders

    private val ground get() = requireViewById<ViewGroup>(R.id.place)

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        setContentView(R.layout.main)
        phone = (application as InterludeApplication).phone
        courier = Courier(phone) { (trail.top as? TodayPlace)?.load() }
        // The framework's way to keep objects across a rotation, without androidx.
        @Suppress("DEPRECATION")
        val kept = lastNonConfigurationInstance as? Trail
        trail = kept ?: Trail()
        layer = CrisisLayer(this, requireViewById(R.id.crisis_layer), ground)
        if (trail.top == null) trail.start(OpeningPlace())
        show()
        trail.help?.let(layer::show)
        if (state == null) noteReminder(intent)
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        noteReminder(intent)
    }

    private fun noteReminder(intent: Intent) {
        if (intent.action == Reminders.OPEN) reminders.wake(Wake.Tapped)
    }

    @Deprecated("Deprecated in Java")
    override fun onRetainNonConfigurationInstance(): Any = trail

    override fun onStart() {
        super.onStart()
        handler.removeCallbacks(away)
        if (leftAt?.let { SystemClock.elapsedRealtime() - it >= FORM_STAYS_OPEN_MS } == true) away.run()
        leftAt = null
        courier.resume()
        reminders.inApp = true
    }

    override fun onStop() {
        super.onStop()
        leftAt = SystemClock.elapsedRealtime()
        handler.postDelayed(away, FORM_STAYS_OPEN_MS)
        courier.pause()
        reminders.inApp = false
    }

    override fun onDestroy() {
        super.onDestroy()
        handler.removeCallbacks(away)
        trail.top?.hide()
    }

    /** Opens [place] on top. */
    fun go(place: Place) = change { trail.go(place) }

    /** Replaces the top place by [place]. */
    fun swap(place: Place) = change {
        trail.leave()
        trail.go(place)
    }

    /** Closes all places and opens [place]. */
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

    /** Goes back by one step: a face of the help screen, the help screen, or a place. */
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

    /** Draws the help screen of a form in advance, so that a tap only shows it. */
    fun readyHelp() = layer.prepare(Help(phone.help(fromForm = true), fromForm = true))

    /** Shows the help screen for an answer, at once and before anything is saved. */
    fun crisis(directive: CrisisDirective) {
        hideKeyboard()
        open(Help(chosenCountry(directive), fromForm = true))
    }

    /** Shows the help screen for "Help now". */
    fun help() {
        hideKeyboard()
        open(Help(phone.help(fromForm = false), fromForm = false))
    }

    private fun open(help: Help) {
        trail.help = help
        layer.show(help)
    }

    /** Closes the help screen. */
    fun closeHelp() {
        trail.help = null
        layer.hide()
    }

    /** Opens [place] from the help screen; [returnToHelp] goes back. */
    fun leaveHelpFor(place: Place) {
        closeHelp()
        go(place)
    }

    /** Goes back from the top place to the help screen that opened it. */
    fun returnToHelp(help: Help) {
        change { trail.leave() }
        open(help)
    }

    // The crisis lines are those of the chosen country; heading and clinic are unchanged.
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

    /** Runs [work] after the next frame. */
    fun afterFrame(work: () -> Unit) {
        Choreographer.getInstance().postFrameCallback { handler.post(work) }
    }

    /** Lets the user pick a contact; needs no permission. `false` if no app can. */
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

    /** Asks whether this app may show notifications, if the phone asks at all, then calls [then]. */
    fun askToNotify(then: () -> Unit) {
        if (reminders.canShow() || Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return then()
        permitted = then
        requestPermissions(arrayOf(Manifest.permission.POST_NOTIFICATIONS), MAY_NOTIFY)
    }

    override fun onRequestPermissionsResult(request: Int, names: Array<String>, results: IntArray) {
        super.onRequestPermissionsResult(request, names, results)
        if (request == MAY_NOTIFY) permitted?.invoke()
        permitted = null
    }

    private fun hideKeyboard() {
        val focused = currentFocus ?: return
        getSystemService(InputMethodManager::class.java)
            ?.hideSoftInputFromWindow(focused.windowToken, 0)
    }

    private companion object {
        const val PICK_PERSON = 1
        const val MAY_NOTIFY = 2
        const val FORM_STAYS_OPEN_MS = 15 * 60 * 1000L
    }
}
