package health.interlude.app

import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import android.security.keystore.KeyGenParameterSpec
import java.util.concurrent.ConcurrentHashMap
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/** A key store in memory under the name of Android's, which Robolectric does not have. */
object MemoryKeyStore {
    internal val keys = ConcurrentHashMap<String, SecretKey>()

    /** Registers the provider, once. */
    fun register() {
        if (Security.getProvider(NAME) == null) Security.addProvider(Memory)
    }

    /** Deletes all keys, as a phone may when its screen lock is removed. */
    fun clear() = keys.clear()

    private const val NAME = "AndroidKeyStore"

    private object Memory : Provider(NAME, "1", "keys in memory, for tests") {
        init {
            put("KeyStore.$NAME", Store::class.java.name)
            put("KeyGenerator.AES", Generator::class.java.name)
        }
    }

    /** Generates AES keys and keeps them under their alias. */
    class Generator : KeyGeneratorSpi() {
        private lateinit var alias: String
        private var bits = 256

        override fun engineInit(random: SecureRandom?) = Unit
        override fun engineInit(size: Int, random: SecureRandom?) {
            bits = size
        }

        override fun engineInit(parameters: AlgorithmParameterSpec, random: SecureRandom?) {
            val spec = parameters as KeyGenParameterSpec
            alias = spec.keystoreAlias
            bits = spec.keySize
        }

        override fun engineGenerateKey(): SecretKey {
            val plain = KeyGenerator.getInstance("AES", "SunJCE").apply { init(bits) }
            return plain.generateKey().also { keys[alias] = it }
        }
    }

    /** The key store; only what the app uses is implemented. */
    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = keys[alias]
        override fun engineContainsAlias(alias: String) = keys.containsKey(alias)
        override fun engineIsKeyEntry(alias: String) = keys.containsKey(alias)
        override fun engineDeleteEntry(alias: String) {
            keys.remove(alias)
        }

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)
        override fun engineSize() = keys.size
        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCreationDate(alias: String): Date? = null
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineGetCertificateAlias(certificate: Certificate?): String? = null
        override fun engineSetCertificateEntry(alias: String, certificate: Certificate?) =
            throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: Key?, password: CharArray?, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()

        override fun engineSetKeyEntry(alias: String, key: ByteArray?, chain: Array<Certificate>?) =
            throw UnsupportedOperationException()
    }
}
