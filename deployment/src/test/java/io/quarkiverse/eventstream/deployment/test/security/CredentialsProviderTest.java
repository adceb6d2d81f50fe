package io.quarkiverse.eventstream.deployment.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.credentials.CredentialsProvider;
import io.quarkus.test.QuarkusUnitTest;

/** An application with the guide's properties for a credentials provider. */
class CredentialsProviderTest {

    static {
        SecuredBroker.start();
    }

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(SecuredBroker.class, GuideProperties.class, Vault.class))
            .withConfigurationResource("security/login.properties");

    static {
        GuideProperties.addTo(TEST, "credentials.properties");
    }

    @ApplicationScoped
    @Named("vault")
    static class Vault implements CredentialsProvider {

        @Override
        public Map<String, String> getCredentials(String name) {
            return name.equals("kafka")
                    ? Map.of(USER_PROPERTY_NAME, "shop", PASSWORD_PROPERTY_NAME, SecuredBroker.PASSWORD)
                    : Map.of();
        }
    }

    @Inject
    EventStream events;

    @Test
    void userAndPasswordComeFromTheProvider() {
        assertThat(events.publishAndAwait(OutgoingEvent.builder("e").topic("by-provider").namespace("n").build()).records())
                .hasSize(1);
    }
}
