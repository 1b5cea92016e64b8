package health.interlude.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri

/** Opens numbers and addresses in the phone's apps; needs no permission. */
class Dialler(private val activity: Activity) {
    /** Opens the dialler with [number]; `false` if this device cannot make calls. */
    fun call(number: String): Boolean =
        telephony() && start(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

    /** Opens a text message to [number]; `false` if this device cannot send one. */
    fun text(number: String, body: String?): Boolean {
        val message = Intent(Intent.ACTION_SENDTO, Uri.fromParts("smsto", number, null))
        return telephony() && start(message.putExtra("sms_body", body))
    }

    /** Opens [url] in the browser; `false` without a browser. */
    fun browse(url: String): Boolean = start(Intent(Intent.ACTION_VIEW, Uri.parse(url)))

    private fun telephony() =
        activity.packageManager.hasSystemFeature(PackageManager.FEATURE_TELEPHONY)

    private fun start(intent: Intent): Boolean = try {
        activity.startActivity(intent)
        true
    } catch (none: ActivityNotFoundException) {
        false
    }
}
