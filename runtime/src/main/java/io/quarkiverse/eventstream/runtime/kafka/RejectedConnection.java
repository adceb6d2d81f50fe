package io.quarkiverse.eventstream.runtime.kafka;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Why the broker and a client don't accept each other, and the remedy. Kafka's exception often says only that a handshake failed; the
 * reason is among its causes.
 */
public final class RejectedConnection {

    private static final int REASON_LENGTH = 300;
    private static final int MAX_DEPTH = 16;

    private RejectedConnection() {}

    /** What happened, and the remedy, in two sentences; without the address of the broker, and never with a secret. */
    public static String explain(AuthenticationException failure) {
        return failure instanceof SslAuthenticationException ? tls(failure) : sasl(failure);
    }

    private static String sasl(AuthenticationException failure) {
        String said = " (" + said(failure) + "). ";
        if (failure instanceof UnsupportedSaslMechanismException) {
            return "the broker does not know the SASL mechanism" + said + "Set sasl.mechanism to one that it knows";
        }
        if (failure instanceof IllegalSaslStateException) {
            return "the broker did not expect SASL" + said + "Set security.protocol as its listener has it";
        }
        return "the broker rejected the credentials" + said
                + "Correct user and password, or the token: those of the stream, or in sasl.jaas.config";
    }

    private static String tls(AuthenticationException failure) {
        Throwable root = root(failure);
        String said = " (" + said(root) + "). ";
        if (root instanceof CertificateExpiredException) {
            return "the broker's certificate, or its authority's, has expired" + said + "Renew it";
        }
        if (root instanceof CertificateNotYetValidException) {
            return "the broker's certificate is not valid yet" + said + "Correct the clocks, or the certificate";
        }
        if (root instanceof CertPathBuilderException) {
            return "the broker's certificate comes from an authority that this client does not trust" + said
                    + "Put the authority's certificate into the trust store or the PEM file, unless the broker is an impostor";
        }
        String text = root.getMessage() == null ? "" : root.getMessage().toLowerCase(Locale.ROOT);
        if (root instanceof CertificateException && text.matches("no (subject alternative|name).*")) {
            return "the broker's certificate is for another host" + said
                    + "Connect by a name that the certificate has, or add the name to the certificate";
        }
        if (text.contains("fatal alert")) {
            return "the broker ended the TLS handshake" + said
                    + "If it wants a certificate of this client, set one that it trusts; else look at its TLS versions and ciphers";
        }
        if (text.contains("unrecognized ssl message")) {
            return "the broker does not speak TLS at this port" + said
                    + "Correct the port, or set security.protocol as the broker's listener has it";
        }
        return "the TLS handshake failed" + said
                + "Compare the TLS settings of this client with those of the broker's listener";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; depth < MAX_DEPTH && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String said(Throwable failure) {
        return UntrustedText.of(Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName()),
                REASON_LENGTH);
    }
}
