package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

@QuarkusTest
class ShopTest {

    private static final String UNSEEN = "io.quarkiverse.eventstream.it.Unseen";
    private static final String REMEDY = "the native executable lacks the members of " + UNSEEN
            + ": mark the class with @RegisterForReflection";

    private static final Map<String, Object> ORDER = Map.of("orderId", "o-1", "status", "PAID", "due", "2026-12-01", "lines",
            List.of(Map.of("sku", "a", "quantity", 2)), "dearest", Map.of("item", Map.of("sku", "a", "quantity", 2), "price",
                    12.50));

    @Test
    void aTypedPayloadReachesEachKindOfListener() {
        String id = publish("orders/orderCreated", ORDER);

        assertThat(delivery(id, "record").getMap("payload")).containsEntry("orderId", "o-1").containsEntry("status", "PAID")
                .containsEntry("due", "2026-12-01");
        assertThat(delivery(id, "record").getInt("payload.lines[0].quantity")).isEqualTo(2);
        assertThat(delivery(id, "record").getString("payload.dearest.item.sku")).isEqualTo("a");
        assertThat(delivery(id, "map").getString("payload.dearest.item.sku")).isEqualTo("a");
        assertThat(delivery(id, "uni").getString("payload.orderId")).isEqualTo("o-1");
        assertThat(delivery(id, "uni").getString("thread")).startsWith("vert.x-eventloop");
        assertThat(delivery(id, "stage").getString("id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customerMoved", "customerReturned"})
    void aClassIsAPayloadAndAMethodMayListenToSeveralEvents(String name) {
        String id = publish("customers/" + name,
                Map.of("customerId", 5, "since", "2026-11-28T10:00:00Z", "reason", "WORK",
                        "addresses", List.of(Map.of("city", "Galway")), "byUse", Map.of("home", Map.of("city", "Cork")),
                        "agent", Map.of("firstName", "Ada", "lastName", "Lovelace")));

        JsonPath moved = delivery(id, "moved");
        assertThat(moved.getInt("payload.customerId")).isEqualTo(5);
        assertThat(moved.getString("payload.reason")).isEqualTo("WORK");
        assertThat(moved.getString("payload.addresses[0].city")).isEqualTo("Galway");
        assertThat(moved.getString("payload.byUse.home.city")).isEqualTo("Cork");
        assertThat(moved.getString("payload.agent")).isEqualTo("Ada Lovelace");
        assertThat(moved.getString("payload.since")).startsWith("2026-11-28T10:00:00");
        assertThat(moved.getString("thread")).startsWith("executor-thread");
    }

    @Test
    void anEventThatAListenerGivesUpIsDeadLettered() {
        String id = publish("returns/orderReturned", Map.of("orderId", "o-2"));

        JsonPath letter = delivery(id, "deadLetter");
        assertThat(letter.getString("payload.payload.orderId")).isEqualTo("o-2");
        assertThat(letter.getString("payload.message")).isEqualTo("not returnable");
        assertThat(deliveries(id).getList("findAll { it.listener == 'returned' }")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lz4", "snappy", "zstd"})
    void compressedEventsArrive(String compression) {
        String id = publish("squeezed/entry?stream=" + compression, Map.of("text", compression.repeat(200)));

        assertThat(delivery(id, "squeezed").getString("payload.text")).isEqualTo(compression.repeat(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "nowhere"})
    void streamsWithoutABrokerAcceptEvents(String stream) {
        assertThat(publish("orders/orderCreated?stream=" + stream, ORDER)).hasSize(32);
    }

    @Test
    void invalidEventsAreRefusedAndStrictValidationRefusesMore() {
        assertThat(publish("orders/entry?stream=nowhere&user=bob", Map.of())).isNotNull();

        assertThat(refusal("orders/entry?stream=strict&user=bob", "{}")).contains("userId \"bob\"");
        assertThat(refusal("orders/entry", "[]")).contains("payload");
    }

    @Test
    void aListenerBelongsToTheTraceOfTheRequest() {
        String trace = UUID.randomUUID().toString().replace("-", "");
        String id = given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").contentType(ContentType.JSON)
                .body(ORDER).post("/events/orders/orderCreated").then().statusCode(200).extract().path("eventId");

        assertThat(delivery(id, "record").getString("trace")).isEqualTo(trace);
        assertThat(delivery(id, "uni").getString("trace")).isEqualTo(trace);
    }

    @Test
    void metricsAndHealthReportTheListeners() {
        publish("orders/orderCreated", ORDER);

        await().untilAsserted(() -> assertThat(when().get("/q/metrics").then().statusCode(200).extract().asString())
                .contains("eventstream_published_total{", "eventstream_delivered_total{"));
        await().untilAsserted(() -> assertThat(when().get("/q/health").then().statusCode(200).extract().asString())
                .contains("Event listeners", "io.quarkiverse.eventstream.it.Listeners#"));
    }

    /** A native executable contains it only if it is registered; otherwise the error has the remedy. */
    @Test
    void aPayloadThatOnlyCodeUsesIsPublishedAndReadOrTheErrorHasTheRemedy() {
        String id = publish("unseen/entry", Map.of("text", "a"));
        String read = delivery(id, "unseen").getString("payload");
        Response published = when().post("/unseen");

        if (isNative()) {
            assertThat(read).contains("can't be read as " + UNSEEN, REMEDY);
            assertThat(published.statusCode()).isEqualTo(400);
            assertThat(published.asString()).contains("payload \"" + UNSEEN + "\"", REMEDY);
        } else {
            assertThat(read).isEqualTo("a");
            assertThat(published.statusCode()).isEqualTo(200);
        }
    }

    private static boolean isNative() {
        return "NATIVE_RUN".equals(when().get("/info").then().statusCode(200).extract().path("mode"));
    }

    @Test
    void anEventIsRedeliveredToAFailingListener() {
        String id = publish("orders/orderCancelled", Map.of());

        await().until(() -> deliveries(id).getList("findAll { it.listener == 'failing' }.attempt"),
                attempts -> attempts.equals(List.of(1, 2, 3)));
    }

    @Test
    void anEventCanBePublishedAgainAndKeepsItsId() {
        String id = publish("orders/orderForwarded", Map.of("n", 9007199254740993L));

        assertThat(delivery(id, "forwarded").getLong("payload.n")).isEqualTo(9007199254740993L);
    }

    @Test
    void aNamedStreamHasItsOwnPrefix() {
        String id = publish("trail/entry?stream=audit", Map.of());

        assertThat(delivery(id, "audit").getString("payload")).isEqualTo("audit.trail");
    }

    @Test
    void aListenerIsRegisteredAtRunTime() {
        String topic = "t" + UUID.randomUUID().toString().replace("-", "");
        when().post("/subscriptions/" + topic + "/" + topic).then().statusCode(204);

        String id = publish(topic + "/entry", Map.of("n", 1));

        assertThat(delivery(id, topic).getInt("payload.n")).isEqualTo(1);
    }

    private static String refusal(String path, String payload) {
        return given().contentType(ContentType.JSON).body(payload).post("/events/" + path).then().statusCode(400).extract()
                .asString();
    }

    private static String publish(String path, Map<String, ?> payload) {
        return given().contentType(ContentType.JSON).body(payload).post("/events/" + path).then().statusCode(200).extract()
                .path("eventId");
    }

    private static JsonPath delivery(String event, String listener) {
        String path = "find { it.listener == '" + listener + "' }";
        await().until(() -> deliveries(event).get(path) != null);
        return deliveries(event).setRootPath(path);
    }

    private static JsonPath deliveries(String event) {
        return when().get("/deliveries/" + event).then().statusCode(200).extract().jsonPath();
    }
}
