package io.quarkiverse.eventstream.it;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;

/**
 * Configuration alone runs the same application without Kafka, and then no broker starts.
 */
@QuarkusTest
@TestProfile(WithoutBrokerTest.Printing.class)
class WithoutBrokerTest {

    public static class Printing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> streams = new HashMap<>(Map.of("quarkus.eventstream.stream", "stdout"));
            for (String name : List.of("audit", "gzip", "lz4", "snappy", "zstd")) {
                streams.put("quarkus.eventstream." + name + ".stream", "none");
            }
            return streams;
        }
    }

    @Test
    void noBrokerStartsWhenNoStreamNeedsOne() {
        when().get("/info").then().body("broker", equalTo("none"));
    }

    @Test
    void publishingSucceedsWithoutPartitionsAndOffsets() {
        given().contentType(ContentType.JSON).body(Map.of()).post("/events/orders/orderCreated").then().statusCode(200)
                .body("records[0].topic", equalTo("it.orders")).body("records[0].offset", equalTo(-1));
    }
}
