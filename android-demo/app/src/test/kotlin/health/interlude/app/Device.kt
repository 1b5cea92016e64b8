package health.interlude.app

import android.content.Intent
import android.content.res.Configuration
import android.graphics.Bitmap
import android.graphics.Canvas
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.CompoundButton
import android.widget.TextView
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.io.File
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneId

/** The app as a user sees it: taps on texts, and pictures of the screen. */
class Device(qualifiers: String = SMALL, font: Float = 1f, clock: Clock = NOON) {
    val app: InterludeApplication
    val phone: Phone get() = app.phone
    private var controller: ActivityController<MainActivity>

    init {
        MemoryKeyStore.register()
        RuntimeEnvironment.setQualifiers(qualifiers)
        RuntimeEnvironment.setFontScale(font)
        app = RuntimeEnvironment.getApplication() as InterludeApplication
        app.clock = clock
        controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        settle()
    }

    val activity: MainActivity get() = controller.get()
    val root: ViewGroup get() = activity.requireViewById(R.id.root)
    val crisis: View get() = activity.requireViewById(R.id.crisis_layer)
    val crisisShown: Boolean get() = crisis.visibility == View.VISIBLE

    /** Waits until core's threads and the looper are idle. */
    fun settle(time: Duration = Duration.ofMillis(600)) {
        repeat(3) {
            phone.journal.submit {}.get()
            phone.network.submit {}.get()
            shadowOf(Looper.getMainLooper()).idleFor(time)
        }
    }

    /** Rotates the device, which recreates the activity. */
    fun turn(qualifiers: String) {
        RuntimeEnvironment.setQualifiers(qualifiers)
        controller.configurationChange(Configuration(app.resources.configuration))
        controller = controller.recreate()
        settle()
    }

    /** Leaves the app for [time] and returns. */
    fun leaveFor(time: Duration) {
        controller.pause().stop()
        settle(time)
        controller.restart().start().resume()
        settle()
    }

    /** Opens the app by [intent] while it is open. */
    fun receive(intent: Intent) {
        controller.newIntent(intent)
        settle()
    }

    fun back() {
        activity.goBack()
        settle()
    }

    /** All visible views, in order. */
    fun visible(from: View = root): List<View> {
        if (from.visibility != View.VISIBLE) return emptyList()
        val covered = from.id == R.id.place && crisisShown
        if (covered) return emptyList()
        if (from !is ViewGroup) return listOf(from)
        return listOf(from) + (0 until from.childCount).flatMap { visible(from.getChildAt(it)) }
    }

    fun words(): List<String> = visible().filterIsInstance<TextView>().map { it.text.toString() }.filter { it.isNotEmpty() }

    fun says(words: String) = words().any { words in it }

    /** The clickable view with the text [words], or whose spoken name begins with them. */
    fun find(words: String): View {
        val clickable = visible().filter { it.isClickable }
        fun text(view: View) = (view as? TextView)?.text?.toString().orEmpty()
        fun spoken(view: View) = view.contentDescription?.toString().orEmpty()
        val ways: List<(View) -> Boolean> = listOf(
            { text(it).substringBefore("\n") == words },
            { spoken(it).startsWith(words) },
            { text(it).startsWith(words) },
            { words in spoken(it) },
        )
        return ways.firstNotNullOfOrNull { clickable.firstOrNull(it) }
            ?: error("no clickable view has the text “$words”: ${words()}")
    }

    /** Taps without waiting for the effects. */
    fun press(words: String) {
        val view = find(words)
        check(view.performClick() || view is CompoundButton) { "“$words” does nothing" }
    }

    fun tap(words: String) {
        press(words)
        settle()
    }

    fun tapId(id: Int) {
        activity.requireViewById<View>(id).performClick()
        settle()
    }

    fun type(id: Int, words: String) = activity.requireViewById<TextView>(id).setText(words)

    /** The files of the app, with hashes of their content. */
    fun stored(): Map<String, Int> = app.noBackupFilesDir.walkTopDown().filter { it.isFile }
        .associate { it.path to it.readBytes().contentHashCode() }

    /** Joins [clinic] with an invite and shares everything. */
    fun enrol(clinic: Clinic) {
        tap("I have an invite")
        type(R.id.invite, clinic.invite())
        tap("Join")
        clinic.confirm(digits())
        settle(Duration.ofSeconds(2))
        for (kind in listOf("Check-ins", "Forms", "Notes", "Safety plan")) tap("Share $kind")
        tap("Continue")
        tapId(R.id.understand)
        tap("Continue")
        tap("Do this later")
    }

    /** The six digits on screen. */
    fun digits(): String = activity.requireViewById<TextView>(R.id.digits).text.filter { it.isDigit() }.toString()

    fun buttons() = visible().filterIsInstance<Button>()

    /** Saves a picture of the screen as `<name>.png`. */
    fun shoot(name: String): Bitmap {
        val view = activity.window.decorView
        view.jumpDrawablesToCurrentState()
        val picture = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(picture))
        val folder = File(System.getProperty("interlude.shots") ?: "target/shots")
        folder.mkdirs()
        File(folder, "$name.png").outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
        return picture
    }

    companion object {
        /** 360 × 640 dp, a small phone. */
        const val SMALL = "en-rUS-w360dp-h640dp-port-notnight-xhdpi"
        const val SMALL_DARK = "en-rUS-w360dp-h640dp-port-night-xhdpi"

        const val MIRRORED = "ar-rEG-ldrtl-w360dp-h640dp-port-notnight-xhdpi"

        /** 640 × 360 dp. */
        const val WIDE = "en-rUS-w640dp-h360dp-land-notnight-xhdpi"

        /** 600 × 960 dp. */
        const val TABLET = "en-rUS-w600dp-h960dp-port-notnight-xhdpi"

        /** 320 × 640 dp. */
        const val NARROW = "en-rUS-w320dp-h640dp-port-notnight-xhdpi"

        /** The day of every picture: 12 May 2026. */
        val NOON: Clock = Clock.fixed(Instant.parse("2026-05-12T18:05:00Z"), ZoneId.of("America/New_York"))
    }
}
