package io.quarkiverse.eventstream.it;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker of the first application of a test run.
 */
final class SeenBroker {

    private static final String SEEN = "test.broker-seen";

    private SeenBroker() {}

    static void assertSame() {
        String broker = when().get("/info").then().statusCode(200).extract().path("broker");
        String seen = System.getProperty(SEEN, broker);
        System.setProperty(SEEN, broker);
        assertThat(broker).startsWith("127.0.0.1:").isEqualTo(seen);
    }
}
