package io.quarkiverse.eventstream.deployment.test.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.QuarkusUnitTest;

/** An application with the guide's properties for user and password. */
class LoginTest {

    static {
        SecuredBroker.start();
    }

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(SecuredBroker.class, GuideProperties.class))
            .withConfigurationResource("security/login.properties");

    static {
        GuideProperties.addTo(TEST, "login.properties");
    }

    @Inject
    EventStream events;

    @Test
    void userAndPasswordAreEnough() {
        assertThat(events.publishAndAwait(OutgoingEvent.builder("e").topic("by-login").namespace("n").build()).records())
                .hasSize(1);
    }
}
