package io.quarkiverse.eventstream.it;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(DevServicesOffTest.Off.class)
class DevServicesOffTest {

    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.eventstream.devservices.enabled", "false",
                    // The application starts nevertheless. If there is a broker on Kafka's default port, nothing is created there.
                    "kafka.allow.auto.create.topics", "false",
                    "quarkus.eventstream.audit.stream", "none", "quarkus.shutdown.timeout", "0s");
        }
    }

    @Test
    void noBrokerStartsWhenDevServicesAreOff() {
        when().get("/info").then().body("broker", equalTo("none"));
    }
}
