package health.interlude.app

import java.time.Duration

/**
 * A walk through every screen, the way a new patient goes; [look] is called on each with its name.
 */
class Tour(private val device: Device, private val clinic: Clinic, private val look: (String) -> Unit) {
    fun all() {
        onboarding()
        answering()
        reading()
    }

    fun onboarding() = device.run {
        look("welcome")
        tap("I have an invite")
        look("join")
        type(R.id.invite, "not an invite")
        tap("Join")
        look("join-invalid")
        type(R.id.invite, clinic.invite())
        tap("Join")
        look("digits")
        tap("They took them")
        look("digits-waiting")
        clinic.confirm(digits())
        settle(Duration.ofSeconds(2))
        look("consent")
        tap("Continue")
        look("consent-open")
        tap("The team at")
        for (kind in listOf("Check-ins", "Forms", "Safety plan")) tap("Share $kind")
        tap("Keep Notes private")
        look("consent-chosen")
        tap("Continue")
        tap("Continue")
        look("notwatched")
        tapId(R.id.understand)
        tap("Continue")
        look("recovery")
        tap("Do this later")
        look("today-new")
    }

    fun answering() = device.run {
        tap("Start Check-in")
        look("checkin-item")
        repeat(4) { tap("4,") }
        look("checkin-yesno")
        tap("No")
        tap("Skip")
        look("checkin-done")
        tap("Anything you want")
        look("checkin-note")
        tap("Next")
        tap("Save")
        look("today-saved")
        tap("Start PHQ-9")
        look("phq9-item1")
        repeat(7) { tap("Not at all") }
        look("phq9-item8")
        back()
        back()
        look("phq9-item6-back")
        repeat(2) { tap("Next") }
        tap("Several days")
        look("phq9-item9")
        tap("Several days")
        look("crisis-us")
        tap("More lines")
        look("crisis-more")
        back()
        tap("What makes it hard")
        tap("I don")
        look("barriers")
        back()
        tap("Change country")
        look("crisis-countries")
        back()
        tap("Open my safety plan")
        look("plan-empty")
        back()
        tap("Back to my questions")
        tap("Not at all")
        look("phq9-item9-changed")
        tap("Leave this form")
        look("leave-dialog")
        tap("Keep answering")
        tap("Next")
        look("phq9-item10")
        tap("Skip")
        look("review-skipped")
        tap("Save")
        look("today-done")
    }

    fun reading() = device.run {
        tap("Trend")
        look("trend-one")
        tap("Show as a list")
        look("trend-list")
        tap("More")
        look("more")
        tap("Who reads what")
        look("sharing")
        back()
        tap("Recovery code")
        look("recovery-again")
        back()
        tap("About")
        look("about")
        back()
        tap("Help now")
        look("help")
        back()
    }
}
