package health.interlude.app

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import health.interlude.core.GuardException
import health.interlude.core.KeyGuard
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Seals small secrets with a key that never leaves the phone's key store.
 *
 * The sealed form is the nonce (12 bytes), then ciphertext and tag.
 */
class Guard(private val alias: String) : KeyGuard {
    override fun seal(plain: ByteArray): ByteArray = guarded {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, key() ?: generate())
        cipher.iv + cipher.doFinal(plain)
    }

    override fun open(sealed: ByteArray): ByteArray = guarded {
        // A new key could not open what the lost key sealed.
        val key = key() ?: throw GeneralSecurityException("the key is gone")
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 0, NONCE))
        cipher.doFinal(sealed, NONCE, sealed.size - NONCE)
    }

    private fun key(): SecretKey? {
        val store = KeyStore.getInstance(STORE)
        store.load(null)
        return store.getKey(alias, null) as SecretKey?
    }

    private fun generate(): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
        generator.init(
            KeyGenParameterSpec.Builder(alias, purposes)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(256)
                .build(),
        )
        return generator.generateKey()
    }

    private fun <T> guarded(work: () -> T): T = try {
        work()
    } catch (refused: GeneralSecurityException) {
        throw GuardException.Refused(refused.javaClass.simpleName)
    } catch (short: IllegalArgumentException) {
        throw GuardException.Refused(short.javaClass.simpleName)
    }

    private companion object {
        const val STORE = "AndroidKeyStore"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
