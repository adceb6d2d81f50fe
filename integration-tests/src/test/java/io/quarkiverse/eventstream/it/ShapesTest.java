package io.quarkiverse.eventstream.it;

import static io.quarkiverse.eventstream.it.Patience.await;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

/** All kinds of listeners in the guide. */
@QuarkusTest
class ShapesTest {

    private static final String WORKER = "executor-thread";
    private static final String EVENT_LOOP = "vert.x-eventloop";

    @ParameterizedTest
    @ValueSource(strings = {"blocking", "blockingUni", "blockingUniToo", "blockingClass"})
    void blockingChoosesAWorkerThread(String listener) {
        assertThat(callOf(listener)).startsWith(WORKER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonBlocking", "nonBlockingStage", "nonBlockingClass"})
    void nonBlockingChoosesAnEventLoop(String listener) {
        assertThat(callOf(listener)).startsWith(EVENT_LOOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtualThread", "virtualThreadClass"})
    void runOnVirtualThreadChoosesAVirtualThreadIfTheJvmHasThem(String listener) {
        assertThat(callOf(listener)).matches("(quarkus-virtual|executor)-thread.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactional", "blockingTransactional"})
    void transactionalRunsInATransactionOnAWorkerThread(String listener) {
        assertThat(callOf(listener)).startsWith(WORKER).endsWith("in a transaction");
    }

    @ParameterizedTest
    @CsvSource({"counted,counted", "requestScoped,touched 1", "activated,touched 1", "retried,attempt 1",
            "retriedUni,attempt 1",
            "observed,in a span"})
    void interceptorsAndContextsApply(String listener, String remark) {
        assertThat(callOf(listener)).startsWith(WORKER).endsWith(remark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "protected", "applicationScoped", "requestBean", "dependent", "generic"})
    void beansOfEachScopeAndMethodsOfEachVisibilityListen(String listener) {
        assertThat(callOf(listener)).startsWith(WORKER);
    }

    @ParameterizedTest
    @CsvSource({"tree,", "object,", "map,", "polymorphic,Bicycle[gears=3]"})
    void payloadsAreOfEachKind(String listener, String payload) {
        String id = publish("shapes", listener);
        assertThat(callFor(id)).endsWith(payload == null ? id : payload);
    }

    @ParameterizedTest
    @CsvSource({"shapes,keyed,k", "shapes,unordered,shop", "expressed,expression,expressed", "shapes,overridden,''"})
    void attributesComeFromTheAnnotationOrTheConfiguration(String topic, String listener, String remark) {
        assertThat(callFor(publish(topic, listener))).endsWith(remark);
    }

    @ParameterizedTest
    @CsvSource({"1,'Closed[number=%s, kilos=7]'", "2,'Closed[number=%s, kilos=7]'", "0,Opened[number=%s]"})
    void eventsOfATypeAreReadAsTheirClass(int version, String box) {
        String number = when().post("/shapes/boxes/" + version).then().statusCode(200).extract().asString();

        assertThat(callFor(number)).endsWith(box.formatted(number));
    }

    @Test
    void withoutAGroupOnlyNewEventsCome() {
        await().until(() -> {
            String id = publish("shapes", "noGroup");
            return !when().get("/shapes/" + id).asString().isEmpty();
        });
    }

    @Test
    void aBeanOfAnotherProfileDoesNotListen() {
        assertThat(callOf("profile")).endsWith(isPackaged() ? " prod" : "not prod");
    }

    /** Whether the application is packaged, so that its profile is {@code prod}. */
    boolean isPackaged() {
        return false;
    }

    @ParameterizedTest
    @CsvSource({"parcels,passed", "shapes,channel", "shapes,message"})
    void channelsTakeEventsAndPublishThem(String topic, String name) {
        assertThat(callFor(publish(topic, name))).endsWith(name);
    }

    @Test
    void handlersAreRegisteredAtRunTime() {
        when().post("/shapes/subscriptions").then().statusCode(204);

        assertThat(callOf("handlerOnVirtualThread")).endsWith("handler");
        assertThat(callOf("asyncHandler")).startsWith(EVENT_LOOP);
        assertThat(callOf("uniHandler")).startsWith(EVENT_LOOP);
    }

    @Test
    void streamsAreLookedUpInCode() {
        assertThat(when().get("/shapes/streams/audit").asString()).isEqualTo("true");
        assertThat(when().get("/shapes/streams/unheard-of").asString()).isEqualTo("false");
    }

    private static String callOf(String listener) {
        return callFor(publish("shapes", listener));
    }

    private static String publish(String topic, String name) {
        return when().post("/shapes/" + topic + "/" + name).then().statusCode(200).extract().asString();
    }

    private static String callFor(String id) {
        await().until(() -> !when().get("/shapes/" + id).asString().isEmpty());
        return when().get("/shapes/" + id).asString();
    }
}
