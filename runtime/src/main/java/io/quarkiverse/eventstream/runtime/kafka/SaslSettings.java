package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.config.KafkaConfig;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.credentials.runtime.CredentialsProviderFinder;

/**
 * A stream's login by user and password: those of the configuration, those of a credentials provider of Quarkus, or neither, and then
 * Kafka's own properties decide.
 */
record SaslSettings(KafkaSettings settings, KafkaConfig config) {

    private record Login(String user, String password) {}

    static SaslSettings of(KafkaSettings settings) {
        return new SaslSettings(settings, settings.config().kafka());
    }

    /** Sets the login in the properties of a client, if the stream has one: it wins over {@code kafka.*}. */
    void addTo(Map<String, Object> properties) {
        login().ifPresent(
                login -> PasswordLogin.addTo(properties, config.saslMechanism(), login.user(), login.password()));
    }

    /**
     * Checks whether the login is complete, and configured once.
     *
     * @throws EventStreamException if not, with the reason
     */
    void check() {
        if (config.username().isPresent() && config.credentialsProvider().isPresent()) {
            throw new EventStreamException("The login is configured twice: " + key("username") + " and "
                    + key("credentials-provider") + ". Remove one of them");
        }
        if (config.username().isPresent() != config.password().isPresent()) {
            throw new EventStreamException(config.username().isPresent()
                    ? key("username") + " needs a password. Set " + key("password")
                    : key("password") + " needs a user. Set " + key("username"));
        }
        boolean hasLogin = config.username().isPresent() || config.credentialsProvider().isPresent();
        if (hasLogin && !PasswordLogin.isMechanism(config.saslMechanism())) {
            throw new EventStreamException(key("sasl-mechanism") + " = " + config.saslMechanism()
                    + " is no mechanism with user and password. Set it to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; or remove the user,"
                    + " and configure the mechanism with kafka.sasl.*");
        }
    }

    private Optional<Login> login() {
        if (config.credentialsProvider().isPresent()) {
            return Optional.of(ofProvider(config.credentialsProvider().get()));
        }
        return config.username().map(user -> new Login(user, config.password().orElse("")));
    }

    private Login ofProvider(String name) {
        CredentialsProvider provider = CredentialsProviderFinder.find(config.credentialsProviderName().orElse(null));
        Map<String, String> credentials = provider.getCredentials(name);
        String user = credentials.get(CredentialsProvider.USER_PROPERTY_NAME);
        String password = credentials.get(CredentialsProvider.PASSWORD_PROPERTY_NAME);
        if (user == null || password == null) {
            throw new EventStreamException("The credentials provider has no " + (user == null ? "user" : "password") + " for "
                    + key("credentials-provider") + " = " + name + ". Store \"" + CredentialsProvider.USER_PROPERTY_NAME
                    + "\" and \"" + CredentialsProvider.PASSWORD_PROPERTY_NAME + "\" under this name");
        }
        return new Login(user, password);
    }

    private String key(String property) {
        return settings.key("kafka." + property);
    }
}
