package io.quarkiverse.eventstream.runtime.kafka;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** A login by user and password, in the properties of Kafka's clients. */
public final class PasswordLogin {

    private static final Map<String, Class<?>> MODULES = Map.of("PLAIN", PlainLoginModule.class, "SCRAM-SHA-256",
            ScramLoginModule.class, "SCRAM-SHA-512", ScramLoginModule.class);

    private PasswordLogin() {}

    /** Whether the SASL mechanism is one with user and password. */
    public static boolean isMechanism(String mechanism) {
        return MODULES.containsKey(mechanism);
    }

    /**
     * Sets the login, in place of any other; with TLS if the properties have it.
     *
     * @param mechanism one with user and password
     */
    public static void addTo(Map<String, Object> properties, String mechanism, String user, String password) {
        for (String other : List.of(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
                SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, SaslConfigs.SASL_LOGIN_CLASS)) {
            properties.remove(other);
        }
        properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(MODULES.get(mechanism).getName()
                + " required username=" + quoted(user) + " password=" + quoted(password) + ";"));
        Object protocol = properties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                protocol != null && protocol.toString().strip().endsWith("SSL") ? "SASL_SSL" : "SASL_PLAINTEXT");
    }

    /** As Kafka reads a value of JAAS: with the escapes of Java, within one line. */
    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
