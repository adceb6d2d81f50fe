package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Locale;
import java.util.regex.Pattern;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * Checks the login of a client. Kafka reads it only when it makes the client, and its message quotes it, password included.
 */
public final class JaasSettings {

    /** To the last quote: the quotation may itself have one. */
    private static final Pattern QUOTED = Pattern.compile("'.*'", Pattern.DOTALL);

    private JaasSettings() {}

    /**
     * Checks whether Kafka can read the login.
     *
     * @throws EventStreamException if not, without a quotation, and without Kafka's exception, which has one
     */
    public static void check(AbstractConfig client) {
        if (!client.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG).toUpperCase(Locale.ROOT)
                .startsWith("SASL")) {
            return;
        }
        try {
            JaasContext.loadClientContext(client.values());
        } catch (IllegalArgumentException e) {
            String reason = client.getPassword(SaslConfigs.SASL_JAAS_CONFIG) == null
                    ? "it is not set, and there is no JAAS configuration of the JVM's either"
                    : QUOTED.matcher(String.valueOf(e.getMessage())).replaceAll("'…'");
            throw new EventStreamException("The property sasl.jaas.config can't be used: " + reason + ". It reads:"
                    + " <class of the login module> required <option>=\"<value>\" <option>=\"<value>\";");
        }
    }
}
