package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.deployment.test.Warnings;
import io.quarkus.test.QuarkusUnitTest;

/** Positions that no longer exist. */
class ResetTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Warnings.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S");

    private Warnings warnings;

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @BeforeEach
    void begin() {
        warnings = Warnings.record();
    }

    @AfterEach
    void end() {
        warnings.close();
    }

    private Received listen(String id, String topic, String group) {
        Received received = new Received();
        events.newSubscription(id).topic(topic).group(group).offset(Offset.EARLIEST).handler(received).register();
        return received;
    }

    @Test
    void recordsThatExpiredUnreadAreReportedAndListenersResumeAtTheOldestRecord() throws Exception {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 10);
        listen("before", topic, "g-" + topic).awaitCount(10);
        await().until(() -> Long.valueOf(10).equals(kafka.committed("g-" + topic, topic, 0)));
        Subscription before = events.subscription("before").orElseThrow();
        before.cancel().toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.sendMany(topic, 0, "e", 100);
        kafka.deleteBefore(topic, 0, 60);

        Received received = listen("after", topic, "g-" + topic);

        assertThat(received.awaitCount(50).ids())
                .containsExactlyElementsOf(IntStream.range(50, 100).mapToObj(Integer::toString).toList());
        assertThat(warnings.haveOne(topic, "partition 0", "50 offsets from 10 to 59 expired unread")).isTrue();
    }

    @Test
    void aPositionBeyondTheEndIsReportedAndNothingIsSkipped() {
        String topic = kafka.newTopic(1);
        kafka.sendMany(topic, 0, "e", 20);
        kafka.commit("g-" + topic, topic, 0, 1000);

        Received received = listen("beyond", topic, "g-" + topic);

        assertThat(received.awaitCount(20).ids()).hasSize(20);
        assertThat(warnings.haveOne(topic, "partition 0", "offset 1000", "up to 20 records are redelivered")).isTrue();
        await().until(() -> Long.valueOf(20).equals(kafka.committed("g-" + topic, topic, 0)));
    }

    @Test
    void aRunningListenerCanBeOvertakenByRetention() throws Exception {
        String topic = kafka.newTopic(1);
        Received received = listen("running", topic, OnEvent.NO_GROUP);
        kafka.sendMany(topic, 0, "e", 10);
        received.awaitCount(10);

        kafka.deleteBefore(topic, 0, 10);
        events.subscription("running").orElseThrow().seek(Offset.at(3)).toCompletableFuture().get(60, TimeUnit.SECONDS);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "next"));

        assertThat(received.awaitCount(11).ids().get(10)).isEqualTo("next");
    }
}
