package io.quarkiverse.eventstream.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;

/**
 * A private key out of a PEM block: RSA and EC keys, which is what Kafka's client takes.
 */
final class PemPrivateKey {

    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final byte[] PROBE = "a text to sign".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;

    private PemPrivateKey(PrivateKey key) {
        this.key = key;
    }

    static boolean isPrivateKey(PemBlock block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /**
     * Reads a key.
     *
     * @throws GeneralSecurityException if it can't be used; the message says why, without anything of the key, and can follow
     *         "the private key"
     */
    static PemPrivateKey read(PemBlock block) throws GeneralSecurityException {
        if (block.encrypted()) {
            throw new InvalidKeyException("is encrypted. Decrypt it: openssl pkey -in <file> -out <new file>");
        }
        return switch (block.label()) {
            case "PRIVATE KEY" -> parse(block.contents(), List.of("RSA", "EC"));
            case "RSA PRIVATE KEY" -> parse(Der.wrapRsaKey(block.contents()), List.of("RSA"));
            case "EC PRIVATE KEY" -> parse(Der.wrapEcKey(block.contents()), List.of("EC"));
            default -> throw unusable(block.label());
        };
    }

    private static PemPrivateKey parse(byte[] pkcs8, List<String> algorithms) throws GeneralSecurityException {
        for (String algorithm : algorithms) {
            try {
                return new PemPrivateKey(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (InvalidKeySpecException e) {
                // The next algorithm may be the one: PKCS#8 does not say on the outside.
                continue;
            }
        }
        throw unusable(null);
    }

    private static InvalidKeyException unusable(String label) {
        return new InvalidKeyException((label == null ? "is broken, or" : "is of the kind " + label + ",")
                + " neither an RSA nor an EC key in PKCS#8, PKCS#1 or SEC 1. Convert it: openssl pkey -in <file> -out <new file>");
    }

    /** Whether a certificate's public key is the other half of this key. */
    boolean matches(PublicKey other) {
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
}
