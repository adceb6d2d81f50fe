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
 * The "CA certificate file" of the Go SDK's settings: a PEM file with certificates to trust, and perhaps with a private key and
 * its certificate to present to the broker, in any order and with any text between them. Immutable.
 * <p>
 * Without a key all certificates are trusted. With one, the first certificate that belongs to the key is presented, followed by
 * those of its issuers that are there; all certificates but that one are trusted, or that one as well if it is self-signed. If that
 * leaves none to trust, the JVM's own certificates are used.
 */
public final class PemFile {

    private static final int MAX_SIZE = 16 * 1024 * 1024;
    private static final String PEM = "PEM";
    private static final String CERTIFICATE = "CERTIFICATE";

    private final Path file;
    private final Set<X509Certificate> certificates = new LinkedHashSet<>();
    private PemPrivateKey key;
    private X509Certificate own;

    private PemFile(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks a file.
     *
     * @param file the file
     * @return what it holds
     * @throws EventStreamException if it can't be read, or holds nothing of use, or anything broken, encrypted or of a kind that
     *         Kafka's client doesn't take; the message names the file, the reason and the remedy
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
            // No byte is malformed in this charset, whatever stands between the blocks.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.isBlank()) {
                throw refused("it is empty. Put the CA's certificate in it, in PEM", null);
            }
            return text;
        } catch (NoSuchFileException e) {
            throw refused("there is no such file. Correct the path, or mount the file", e);
        } catch (IOException e) {
            throw refused("it can't be read (" + e.getClass().getSimpleName()
                    + "). See to it that this process may read it", e);
        }
    }

    private void parse(String text) {
        try {
            for (PemBlock block : PemBlock.parse(text)) {
                if (PemPrivateKey.isPrivateKey(block)) {
                    readKey(block);
                } else if (block.label().endsWith(CERTIFICATE)) {
                    certificates.add(certificate(block));
                }
            }
        } catch (PemBlock.BrokenBlockException e) {
            throw refused(e.getMessage() + ". Export the file again", e);
        }
        if (certificates.isEmpty()) {
            throw refused(key == null
                    ? "it holds neither a certificate nor a private key in PEM. If it is in DER, convert it: openssl x509 -inform der"
                            + " -in <file> -out <new file>"
                    : "it holds a private key, but no certificate. Add the key's certificate", null);
        }
        if (key != null) {
            own = certificates.stream().filter(certificate -> key.matches(certificate.getPublicKey())).findFirst()
                    .orElseThrow(() -> refused("no certificate in it belongs to its private key. Add the key's certificate, or"
                            + " remove the key", null));
        }
    }

    private void readKey(PemBlock block) {
        if (key != null) {
            throw refused("it holds more than one private key. Leave the one that this service is to use", null);
        }
        try {
            key = PemPrivateKey.read(block);
        } catch (GeneralSecurityException e) {
            throw refused("the private key in line " + block.line() + " " + e.getMessage(), e);
        }
    }

    private X509Certificate certificate(PemBlock block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.contents()));
        } catch (CertificateException e) {
            throw refused("the certificate in line " + block.line() + " is broken. Export it again", e);
        }
    }

    /**
     * The settings that make a Kafka client use the file's contents.
     *
     * @return by the property's name; {@code ssl.truststore.*} unless there is none to trust, {@code ssl.keystore.*} if there is
     *         a key. Holds the key: not for any log
     */
    public Map<String, String> clientProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        Set<X509Certificate> trusted = trusted();
        if (!trusted.isEmpty()) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, format(trusted));
        }
        if (key != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, format(chain()));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, key.format());
        }
        return properties;
    }

    private Set<X509Certificate> trusted() {
        if (own == null || isIssuedBy(own, own)) {
            return certificates;
        }
        Set<X509Certificate> others = new LinkedHashSet<>(certificates);
        others.remove(own);
        return others;
    }

    /** From the key's certificate up: Java refuses a chain with a link that does not belong to it. */
    private List<X509Certificate> chain() {
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next = own; next != null;) {
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
                text.append(PemBlock.format(CERTIFICATE, certificate.getEncoded()));
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
        return file + " with " + certificates.size() + " certificate(s)" + (key == null ? "" : " and a private key");
    }
}
