package health.interlude.app

import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode

/** Takes a picture of every screen, and checks names, sizes and positions of its views. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
@GraphicsMode(GraphicsMode.Mode.NATIVE)
class PicturesTest {
    private fun tour(qualifiers: String, font: Float, suffix: String, help: Boolean = false) {
        val device = Device(qualifiers, font)
        Tour(device, Clinic.shared) { name ->
            val picture = device.shoot("$name-$suffix")
            val pixels = IntArray(picture.width * picture.height)
            picture.getPixels(pixels, 0, picture.width, 0, 0, picture.width, picture.height)
            assertTrue("$name: an empty picture", pixels.distinct().size > 8)
            device.checkScreen("$name-$suffix")
            if (help && !device.crisisShown) device.checkHelpOpens(name)
        }.all()
    }

    @Test
    fun `on a small phone every view has a name, its size, its whole text, and help is in its corner`() =
        tour(Device.SMALL, 1f, "S-light", help = true)

    @Test
    fun `every screen works in the dark theme`() = tour(Device.SMALL_DARK, 1f, "S-dark")

    @Test
    fun `every screen works with text twice as large`() = tour(Device.SMALL, 2f, "S-light-200")

    @Test
    fun `every screen works in landscape`() = tour(Device.WIDE, 1f, "L-light")

    @Test
    fun `every screen works on 320 dp`() = tour(Device.NARROW, 1f, "N-light")

    @Test
    fun `every screen works from right to left`() = tour(Device.MIRRORED, 1f, "S-ar")

    @Test
    fun `every screen works on a tablet`() = tour(Device.TABLET, 1f, "T-light")
}
