package io.quarkiverse.eventstream.runtime.kafka;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.config.SslConfigs;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The "CA certificate file" of the Go SDK's settings: a PEM file with certificates to trust and, for mutual TLS, a private key and its
 * certificate, in any order and with any text between them. Immutable.
 * <p>
 * Without a key all certificates are trusted. With one, the first certificate that belongs to the key is presented, followed by those of
 * its issuers that are in the file; all others are trusted, and so is that one if it is self-signed. If that leaves none to trust, the
 * JVM's own certificates are used.
 * <p>
 * The JDK reads certificates and keys, and Vert.x those in older formats. Neither Kafka's PEM stores nor Quarkus's TLS registry takes such a file as it is:
 * both want the certificates to trust, the key and its chain apart and in order, and Kafka's client the key in PKCS#8.
 */
public final class PemFile {

    private static final int MAX_SIZE = 16 * 1024 * 1024;
    private static final String PEM = "PEM";

    private final Path file;
    private final Set<X509Certificate> certificates = new LinkedHashSet<>();
    /** Null if the file has none. */
    private PemPrivateKey own;

    private PemFile(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks a file.
     *
     * @throws EventStreamException if it can't be read, or has nothing of use, or anything broken, encrypted or of a kind that Kafka's
     *         client doesn't take; the message has the file, the reason and the remedy
     */
    public static PemFile read(Path file) {
        PemFile pem = new PemFile(file);
        pem.parse(pem.text());
        return pem;
    }

    private String text() {
        try {
            if (Files.isDirectory(file)) {
                throw refused("it is a directory. Name a PEM file", null);
            }
            if (Files.size(file) > MAX_SIZE) {
                throw refused("it is larger than any PEM file. Name a PEM file", null);
            }
            // No byte between the blocks is malformed in this charset.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.isBlank()) {
                throw refused("it is empty. Put the CA's certificate in it, in PEM", null);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw refused("there is no such file. Correct the path, or mount the file", e);
        } catch (IOException e) {
            throw refused("it can't be read (" + e.getClass().getSimpleName()
                    + "). Allow this process to read it", e);
        }
    }

    private void parse(String text) {
        List<PemBlock> blocks = blocks(text);
        blocks.stream().filter(PemBlock::isCertificate).map(this::certificate).forEach(certificates::add);
        List<PemBlock> keys = blocks.stream().filter(PemBlock::isPrivateKey).toList();
        if (keys.size() > 1) {
            throw refused("it has more than one private key. Leave the one that this client is to use", null);
        }
        if (certificates.isEmpty()) {
            throw refused(keys.isEmpty()
                    ? "it has neither a certificate nor a private key in PEM. If it is in DER, convert it: openssl x509 -inform der"
                            + " -in <file> -out <new file>"
                    : "it has a private key, but no certificate. Add the key's certificate", null);
        }
        if (!keys.isEmpty()) {
            own = key(keys.get(0));
        }
    }

    private List<PemBlock> blocks(String text) {
        try {
            return PemBlock.parse(text);
        } catch (EventStreamException e) {
            throw refused(e.getMessage(), e);
        }
    }

    private PemPrivateKey key(PemBlock block) {
        try {
            return PemPrivateKey.read(block, certificates)
                    .orElseThrow(() -> refused("no certificate in it belongs to its private"
                            + " key. Add the key's certificate, or remove the key", null));
        } catch (GeneralSecurityException e) {
            throw refused("the private key in line " + block.line() + " " + e.getMessage(), e);
        }
    }

    private X509Certificate certificate(PemBlock block) {
        try {
            // OpenSSL's trusted form has more data after the certificate.
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.contents()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw refused("the certificate in line " + block.line() + " is broken. Export it again", e);
        }
    }

    /** The properties that make a Kafka client use the file. They contain the key: not for any log. */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        Set<X509Certificate> trusted = trusted();
        if (!trusted.isEmpty()) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, format(trusted));
        }
        if (own != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, format(chain()));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, own.format());
        }
        return properties;
    }

    private Set<X509Certificate> trusted() {
        if (own == null || isIssuedBy(own.certificate(), own.certificate())) {
            return certificates;
        }
        Set<X509Certificate> others = new LinkedHashSet<>(certificates);
        others.remove(own.certificate());
        return others;
    }

    /** From the key's certificate up: Java refuses a chain with a certificate that does not belong to it. */
    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next = own.certificate(); next != null;) {
            X509Certificate last = next;
            chain.add(last);
            next = certificates.stream().filter(issuer -> !chain.contains(issuer) && isIssuedBy(last, issuer)).findFirst()
                    .orElse(null);
        }
        return chain;
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            // Another certificate of the same name.
            return false;
        }
    }

    private String format(Iterable<X509Certificate> all) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : all) {
            try {
                text.append(PemBlock.format("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw refused("a certificate can't be encoded. Export it again", e);
            }
        }
        return text.toString();
    }

    private EventStreamException refused(String reason, Throwable cause) {
        return new EventStreamException("The CA certificate file " + file + " can't be used: " + reason + '.', cause);
    }

    /** Without the contents, which may be secret. */
    @Override
    public String toString() {
        return file + " with " + certificates.size() + " certificate(s)" + (own == null ? "" : " and a private key");
    }
}
