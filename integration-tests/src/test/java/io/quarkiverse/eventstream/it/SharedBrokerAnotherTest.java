package io.quarkiverse.eventstream.it;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(SharedBrokerAnotherTest.Profile.class)
class SharedBrokerAnotherTest {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.eventstream.prefix", "another");
        }
    }

    @Test
    void allApplicationsOfATestRunShareOneBroker() {
        SeenBroker.assertSame();
    }
}
