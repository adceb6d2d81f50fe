package io.quarkiverse.eventstream.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509KeyManager;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;

/**
 * The private key of a PEM file and its certificate. The JDK reads a key in PKCS#8, as Kafka's client does, and Vert.x the older formats
 * PKCS#1 and SEC 1. Neither checks that certificate and key belong together, so this does.
 */
record PemPrivateKey(PrivateKey key, X509Certificate certificate) {

    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final byte[] PROBE = "a text to sign".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads a key.
     *
     * @return empty if none of the certificates belongs to it
     * @throws GeneralSecurityException if it can't be used; the message can follow "the private key", and quotes nothing of the key
     */
    static Optional<PemPrivateKey> read(PemBlock block, Set<X509Certificate> certificates) throws GeneralSecurityException {
        if (block.isEncrypted()) {
            throw new InvalidKeyException("is encrypted. Decrypt it: openssl pkey -in <file> -out <new file>");
        }
        PrivateKey key = block.isPkcs8() ? pkcs8(block, certificates) : read(block.text(), certificates);
        return certificates.stream().filter(certificate -> areOfAPair(key, certificate.getPublicKey())).findFirst()
                .map(certificate -> new PemPrivateKey(key, certificate));
    }

    /** Of the algorithm of a certificate: the key's own is within it. */
    private static PrivateKey pkcs8(PemBlock block, Collection<X509Certificate> certificates) throws GeneralSecurityException {
        GeneralSecurityException failure = null;
        for (X509Certificate certificate : certificates) {
            try {
                return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(block.contents()));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                failure = e instanceof GeneralSecurityException refused ? refused : new InvalidKeyException(e);
            }
        }
        throw unusable(failure);
    }

    /** Vert.x reads a key only together with a certificate of the same algorithm; any such certificate will do. */
    private static PrivateKey read(String pem, Collection<X509Certificate> certificates) throws GeneralSecurityException {
        Exception failure = null;
        for (X509Certificate certificate : certificates) {
            try {
                PemKeyCertOptions pair = new PemKeyCertOptions().addKeyValue(Buffer.buffer(pem))
                        .addCertValue(Buffer.buffer(PemBlock.format("CERTIFICATE", certificate.getEncoded())));
                // A Vert.x would only be needed to find files.
                X509KeyManager keys = (X509KeyManager) pair.getKeyManagerFactory(null).getKeyManagers()[0];
                String[] aliases = keys.getClientAliases(certificate.getPublicKey().getAlgorithm(), null);
                if (aliases != null) {
                    return keys.getPrivateKey(aliases[0]);
                }
            } catch (Exception e) {
                failure = e;
            }
        }
        throw unusable(failure);
    }

    private static InvalidKeyException unusable(Exception failure) {
        return new InvalidKeyException(
                "is broken, or neither an RSA nor an EC key in PKCS#8, PKCS#1 or SEC 1, or not of the algorithm of a"
                        + " certificate in it. Convert it: openssl pkey -in <file> -out <new file>; or add its certificate",
                failure);
    }

    private static boolean areOfAPair(PrivateKey key, PublicKey other) {
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(SIGNATURES.get(key.getAlgorithm()));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Keys of different sizes or curves.
            return false;
        }
    }

    /** PKCS#8, in PEM. */
    String format() {
        return PemBlock.format("PRIVATE KEY", key.getEncoded());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "the key of " + certificate.getSubjectX500Principal();
    }
}
