package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.operations.deployment.test.HttpClientOf.Answer;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonObject;

/** The operations over HTTP, by users with and without the role. */
class HttpTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = HttpApplication.create()
            .overrideRuntimeConfigKey("quarkus.eventstream.operations.http.read-only", "false")
            .overrideRuntimeConfigKey("quarkus.eventstream.operations.http.audit-topic", "audit");

    @TestHTTPResource(value = "/eventstream", management = true)
    URI root;

    @Inject
    EventStream events;

    private final AtomicBoolean broken = new AtomicBoolean();
    private final List<String> billed = new CopyOnWriteArrayList<>();
    private String topic;
    private Subscription billing;

    @BeforeEach
    void listen(TestInfo test) {
        broken.set(true);
        billed.clear();
        topic = test.getTestMethod().orElseThrow().getName().toLowerCase();
        billing = events.newSubscription("billing").topic(topic).group("shop").offset(Offset.EARLIEST).handler(event -> {
            billed.add(event.key());
            if (broken.get()) {
                throw new IllegalStateException("no such customer");
            }
        }).register();
    }

    @AfterEach
    void cancel() {
        billing.cancel().toCompletableFuture().join();
    }

    private void failFor(String... keys) {
        for (String key : keys) {
            events.publishAndAwait(OutgoingEvent.builder("orderCreated").namespace("shop").topics(topic).key(key)
                    .payload(Map.of("secret", "o-1")).build());
        }
        await().until(() -> get("/letters/" + topic + ".dlq").json().getJsonArray("letters").size() == keys.length);
    }

    private HttpClientOf as(String user) {
        return new HttpClientOf(root, user);
    }

    private Answer get(String path) {
        return as("joe").get(path);
    }

    private Answer post(String path, JsonObject body) {
        return as("joe").post(path, body);
    }

    @Test
    void onlyUsersWithTheRoleGetAnAnswer() {
        for (String path : List.of("/listeners", "/letters", "/letters/x", "/letters/x/groups", "/letters/x/0/0", "/else")) {
            assertThat(as(null).send("GET", path, "").status()).as(path).isEqualTo(401);
            assertThat(as("stranger").send("GET", path, "").status()).as(path).isEqualTo(401);
            assertThat(as("guest").send("GET", path, "").status()).as(path).isEqualTo(403);
        }
        for (String path : List.of("/listeners/billing/pause", "/listeners/billing/resume", "/listeners/billing/seek",
                "/listeners/billing/replay", "/listeners/billing/skip", "/letters/x/redrive", "/letters/x/discard")) {
            assertThat(as(null).send("POST", path, "").status()).as(path).isEqualTo(401);
            assertThat(as("guest").send("POST", path, "").status()).as(path).isEqualTo(403);
        }
        assertThat(billing.isPaused()).isFalse();
        assertThat(get("/listeners").status()).isEqualTo(200);
    }

    @Test
    void lettersAreListedGroupedAndShownWithoutWhatTheyCarry() {
        failFor("k1", "k2");

        assertThat(get("/letters").array().stream().map(JsonObject.class::cast)
                .filter(known -> known.getString("topic").equals(topic + ".dlq")).findFirst().orElseThrow()
                .getJsonObject("letters").getLong("open")).isEqualTo(2);
        JsonObject group = get("/letters/" + topic + ".dlq/groups").array().getJsonObject(0);
        assertThat(group.getString("listener")).isEqualTo("billing");
        assertThat(group.getString("exception")).isEqualTo("java.lang.IllegalStateException");
        assertThat(group.getLong("count")).isEqualTo(2);
        JsonObject page = get("/letters/" + topic + ".dlq?limit=1&order=oldest").json();
        assertThat(page.getJsonArray("letters")).hasSize(1);
        JsonObject next = get("/letters/" + topic + ".dlq?limit=1&order=oldest&at=" + page.getString("next")).json();
        assertThat(next.getJsonArray("letters").getJsonObject(0).getString("id")).isEqualTo(topic + ".dlq-0@1");
        Answer letter = get("/letters/" + topic + ".dlq/0/0");
        assertThat(letter.json().getJsonObject("origin").getString("topic")).isEqualTo(topic);
        assertThat(letter.body()).doesNotContain("secret", "o-1", "k1", "no such customer");
        assertThat(get("/letters/" + topic + ".dlq/0/17").status()).isEqualTo(404);
    }

    @Test
    void aDryRunTellsAndARedriveDelivers() {
        failFor("k1", "k2");
        broken.set(false);
        billed.clear();
        JsonObject filter = new JsonObject().put("listener", "billing");

        JsonObject plan = post("/letters/" + topic + ".dlq/redrive",
                new JsonObject().put("filter", filter).put("dryRun", true)).json();

        assertThat(plan.getLong("count")).isEqualTo(2);
        assertThat(plan.getJsonArray("letters")).hasSize(2);
        Answer redrive = post("/letters/" + topic + ".dlq/redrive", new JsonObject().put("filter", filter));
        assertThat(redrive.status()).isEqualTo(202);
        assertThat(redrive.json())
                .isEqualTo(new JsonObject().put("count", 2).put("refused", new JsonObject()).put("ended", true));
        await().until(() -> get("/letters/" + topic + ".dlq?state=resolved").json().getJsonArray("letters").size() == 2);
        assertThat(billed).containsExactlyInAnyOrder("k1", "k2");
        assertThat(get("/letters/" + topic + ".dlq?state=resolved").json().getJsonArray("letters").getJsonObject(0)
                .getJsonObject("status").getString("at")).isNotNull();
    }

    @Test
    void aDiscardNeedsAReasonAndIsPublishedWithTheUser() {
        failFor("k1");
        List<Map<String, Object>> actions = new CopyOnWriteArrayList<>();
        Subscription audit = events.newSubscription("audit").topic("audit").name("operatorAction").group("audit")
                .offset(Offset.EARLIEST).handler(event -> actions.add(event.payloadAsMap())).register();

        Answer without = post("/letters/" + topic + ".dlq/discard", new JsonObject());
        Answer discard = post("/letters/" + topic + ".dlq/discard", new JsonObject().put("reason", "SHOP-4711"));

        for (String wrong : List.of("{", "[]", "{\"filter\": 1, \"reason\": \"x\"}")) {
            assertThat(as("joe").send("POST", "/letters/" + topic + ".dlq/discard", wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().getString("error")).contains("reason");
        assertThat(discard.json().getLong("count")).isEqualTo(1);
        await().untilAsserted(() -> assertThat(actions).anySatisfy(action -> assertThat(action).containsEntry("by", "joe")
                .containsEntry("action", "discard").containsEntry("target", topic + ".dlq").containsEntry("count", 1)
                .containsEntry("reason", "SHOP-4711")));
        audit.cancel().toCompletableFuture().join();
    }

    @Test
    void aMisspeltRequestDoesNothing() {
        failFor("k1");
        String letters = "/letters/" + topic + ".dlq";

        Answer typoInBody = post(letters + "/redrive", new JsonObject().put("dryrun", true));
        Answer typoInFilter = post(letters + "/discard",
                new JsonObject().put("reason", "x").put("filter", new JsonObject().put("fingerprnt", "none")));

        assertThat(typoInBody.status()).isEqualTo(400);
        assertThat(typoInBody.json().getString("error")).contains("dryrun", "dryRun");
        assertThat(typoInFilter.status()).isEqualTo(400);
        assertThat(typoInFilter.json().getString("error")).contains("fingerprnt");
        assertThat(get(letters + "?stat=all").status()).isEqualTo(400);
        assertThat(get(letters + "?state=gone").json().getString("error")).contains("gone", "OPEN");
        assertThat(get(letters + "?state=open").json().getJsonArray("letters")).hasSize(1);
        assertThat(post("/listeners/billing/skip", new JsonObject().put("part", 0)).status()).isEqualTo(400);
    }

    @Test
    void listenersAreShownPausedResumedMovedAndReplayedTo() {
        failFor("k1");
        broken.set(false);

        assertThat(post("/listeners/billing/pause", new JsonObject()).status()).isEqualTo(202);
        JsonObject paused = get("/listeners").array().getJsonObject(0);
        assertThat(post("/listeners/billing/resume", new JsonObject()).status()).isEqualTo(202);
        billed.clear();
        Answer seek = post("/listeners/billing/seek", new JsonObject().put("offset", "earliest"));

        assertThat(paused.getString("id")).isEqualTo("billing");
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(paused.getJsonArray("partitions")).hasSize(1);
        assertThat(paused.getString("membersUnknown")).contains("does not know the members");
        assertThat(seek.status()).as(seek.body()).isEqualTo(202);
        await().until(() -> billed.contains("k1"));
        billed.clear();
        assertThat(post("/listeners/billing/replay", new JsonObject().put("from", "earliest")).status()).isEqualTo(202);
        await().until(() -> billed.contains("k1"));
        assertThat(post("/listeners/billing/seek", new JsonObject().put("offset", "nowhere")).status()).isEqualTo(400);
        assertThat(post("/listeners/billing/skip",
                new JsonObject().put("partition", 0).put("offset", 99).put("reason", "no")).status()).isEqualTo(409);
        assertThat(post("/listeners/nobody/pause", new JsonObject()).status()).isEqualTo(404);
        assertThat(get("/listeners?stream=another").status()).isEqualTo(404);
        assertThat(get("/else").status()).isEqualTo(404);
    }
}
