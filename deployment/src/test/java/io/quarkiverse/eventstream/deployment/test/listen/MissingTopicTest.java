package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.deployment.test.Warnings;
import io.quarkus.test.QuarkusUnitTest;

class MissingTopicTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class, Warnings.class))
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("io.quarkiverse.eventstream")
                    || record.getLoggerName().startsWith("org.apache.kafka"))
            .assertLogRecords(MissingTopicTest::assertMissingTopicsLoggedOnce);

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    private static void assertMissingTopicsLoggedOnce(List<LogRecord> records) {
        assertThat(records.stream().filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .map(MissingTopicTest::text)).hasSize(2)
                .anyMatch(text -> text.contains("of the listener billing does not exist; waiting for it"))
                .anyMatch(text -> text.contains("of the listener everywhere does not exist; waiting for it"));
        assertThat(records.stream().filter(record -> text(record).contains("exists now"))).hasSize(2)
                .allMatch(record -> record.getLevel().equals(Level.INFO));
    }

    private static String text(LogRecord record) {
        return new org.jboss.logmanager.formatters.PatternFormatter("%s").format(record);
    }

    @Test
    void aListenerWaitsForItsTopicLogsThatOnceCreatesNoneAndGetsItsFirstEvents() {
        String topic = "missing-" + UUID.randomUUID();
        Received grouped = new Received();
        Received alone = new Received();
        events.newSubscription("billing").topic(topic).group("g-" + topic).offset(Offset.LATEST).handler(grouped).register();
        events.newSubscription("everywhere").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.LATEST).handler(alone)
                .register();
        try (Warnings warnings = Warnings.record()) {
            await().until(() -> {
                assertThat(kafka.topics()).doesNotContain(topic);
                return warnings.haveOne("the listener billing does") && warnings.haveOne("the listener everywhere does");
            });
        }

        kafka.newTopic(topic, 2);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "first"));
        kafka.send(topic, 1, "k", RawKafka.envelope("e", "second"));

        assertThat(grouped.awaitCount(2).ids()).containsExactlyInAnyOrder("first", "second");
        assertThat(alone.awaitCount(2).ids()).containsExactlyInAnyOrder("first", "second");
    }
}
