package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

@QuarkusTest
class ShopTest {

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

    @Test
    void aFailingListenerIsCalledAgain() {
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
    void aNamedStreamHasAPrefixOfItsOwn() {
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
