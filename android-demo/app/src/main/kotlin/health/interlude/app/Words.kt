package health.interlude.app

import android.content.Context
import health.interlude.core.AppException
import java.time.LocalDate
import java.time.format.DateTimeFormatter
import java.util.Locale

/** The text to show for a failure: what happened, what is kept and what to do. */
fun Throwable.words(context: Context): String = when (this) {
    is AppException.InvalidInvite -> text
    is AppException.ExpiredInvite -> text
    is AppException.UsedInvite -> text
    is AppException.InviteBurnt -> text
    is AppException.WrongClinic -> text
    is AppException.Offline -> text
    is AppException.ServerRefused -> text
    is AppException.UnknownInstrument -> text
    is AppException.UnknownItem -> text
    is AppException.NotOffered -> text
    is AppException.Incomplete -> text
    is AppException.AlreadyClosed -> text
    is AppException.WrongStage -> text
    is AppException.DiskFull -> text
    is AppException.DamagedJournal -> text
    is AppException.NewerJournal -> text
    is AppException.WrongKey -> text
    is AppException.Guard -> text
    is AppException.WrongClock -> text
    is AppException.TooLong -> text
    is AppException.Invalid -> text
    is AppException.NotPossible -> text
    is AppException.Internal -> text
    else -> context.getString(R.string.something_wrong)
}

/** A date as text, such as "Tue 12 May". */
fun LocalDate.words(): String = format(DateTimeFormatter.ofPattern("EEE d MMM", Locale.getDefault()))

/** A number as text, without a trailing zero, and with a minus sign. */
fun Double.words(): String =
    (if (this == toInt().toDouble()) toInt().toString() else toString()).replace('-', '−')
