package io.quarkiverse.eventstream.outbox.it;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.http.ContentType;

/** The outbox and {@code @Once}, with the packaged application and the database of the module. */
@QuarkusIntegrationTest
@QuarkusTestResource(TestDatabase.class)
class ShopIT {

    private static final String LISTENER = "io.quarkiverse.eventstream.outbox.it.Billing#bill";

    private static final Pattern METRIC = Pattern.compile("eventstream_(outbox|inbox)_[a-z_]+");

    private final String number = UUID.randomUUID().toString();

    private static void post(String path, int status, String number, int failures) {
        given().contentType(ContentType.JSON).body(Map.of("number", number, "failures", failures)).post(path).then()
                .statusCode(status);
    }

    private static List<String> get(String path) {
        return when().get(path).then().statusCode(200).extract().jsonPath().getList("", String.class);
    }

    private static void await(Runnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
    }

    @Test
    void anEventIsPublishedWithItsTransactionAndTakesEffect() {
        post("orders", 204, number, 0);

        await(() -> assertThat(get("received/bills")).containsOnlyOnce(number));
        assertThat(get("tables/orders")).containsOnlyOnce(number);
        assertThat(get("tables/bills")).containsOnlyOnce(number);
        await(() -> assertThat(get("received/orders")).containsOnlyOnce(number));
    }

    @Test
    void anEventOfATransactionThatRollsBackIsNotPublished() {
        post("orders?rolled-back=true", 500, number, 0);
        post("orders", 204, number + "-next", 0);

        await(() -> assertThat(get("received/orders")).contains(number + "-next"));
        await(() -> assertThat(get("received/bills")).contains(number + "-next"));
        assertThat(get("received/orders")).doesNotContain(number);
        assertThat(get("tables/orders")).doesNotContain(number);
    }

    @Test
    void anInvocationThatFailsHasNoEffect() {
        post("orders", 204, number, 2);

        await(() -> assertThat(get("received/bills")).contains(number));
        assertThat(get("tables/bills")).containsOnlyOnce(number);
        assertThat(get("received/bills")).containsOnlyOnce(number);
    }

    @Test
    void aDuplicateHasNoEffectIsCountedAndIsMarkedInTheTrace() {
        post("orders", 204, number, 0);
        await(() -> assertThat(get("tables/bills")).contains(number));
        post("events", 204, number, 0);

        await(() -> assertThat(get("duplicates")).containsOnlyOnce(number));
        assertThat(get("tables/bills")).containsOnlyOnce(number);
        assertThat(when().get("/q/metrics").then().statusCode(200).extract().asString())
                .containsPattern("eventstream_inbox_duplicates_total\\{[^}]*listener=\"" + LISTENER + "\"[^}]*} [1-9]")
                .containsPattern("eventstream_outbox_stored_total(\\{[^}]*})? [1-9]");
    }

    @Test
    void aDelayedEventComesWhenItIsDueUnlessItIsCancelled() {
        long began = System.nanoTime();
        post("reminders?millis=2000", 204, number + "-cancelled", 0);
        post("reminders?millis=2000", 204, number, 0);
        assertThat(cancelReminder(number + "-cancelled")).isTrue();

        await(() -> assertThat(get("received/reminders")).contains(number));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(cancelReminder(number)).isFalse();
        assertThat(get("received/reminders")).doesNotContain(number + "-cancelled");
    }

    private static boolean cancelReminder(String number) {
        return Boolean.parseBoolean(when().delete("reminders/" + number).then().statusCode(200).extract().asString());
    }

    @Test
    void theDashboardAndTheAlertsAskForMetricsThatAServiceHas() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String name : List.of("META-INF/grafana/grafana-dashboard-eventstream.json",
                "META-INF/prometheus/eventstream-alerts.yml")) {
            try (InputStream resource = ShopIT.class.getClassLoader().getResourceAsStream(name)) {
                String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
                METRIC.matcher(text).results().forEach(found -> asked.add(found.group()));
            }
        }

        assertThat(asked).hasSizeGreaterThan(6);
        String metrics = when().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(asked).allSatisfy(metric -> assertThat(metrics).containsPattern("(?m)^" + metric + "[{ ]"));
    }

    @Test
    void theReadinessCheckHasTheFigures() {
        await(() -> assertThat(when().get("/q/health/ready").then().statusCode(200).extract().jsonPath()
                .getMap("checks.find { it.name == 'Event outbox' }.data")).containsKey("pending"));
    }
}
