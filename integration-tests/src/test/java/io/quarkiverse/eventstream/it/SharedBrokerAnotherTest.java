package io.quarkiverse.eventstream.it;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Another application than that of {@link SharedBrokerOneTest}. */
@QuarkusTest
@TestProfile(HealthTest.Impatient.class)
class SharedBrokerAnotherTest {

    @Test
    void allApplicationsOfATestRunShareOneBroker() {
        SeenBroker.assertSame();
    }
}
