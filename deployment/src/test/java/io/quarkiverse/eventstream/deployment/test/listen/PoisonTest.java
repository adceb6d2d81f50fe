package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class PoisonTest {

    private static final int COUNT = 30_000;

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue()
                    && record.getLoggerName().startsWith("io.quarkiverse.eventstream"))
            .assertLogRecords(records -> assertThat(records).as("one in ten seconds").hasSizeBetween(1, 6)
                    .allSatisfy(
                            record -> assertThat(record.getMessage()).contains("The record is undecodable, and was skipped")));

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Test
    void aTopicOfUndecodableRecordsNeitherStallsNorFloodsTheLog() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        events.newSubscription("poison").topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(received).register();

        kafka.sendManyRaw(topic, 0, "{\"id\":\"x\",\"name\":\"e\",", COUNT);
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "good"));

        await().until(() -> !received.events().isEmpty());
        assertThat(received.ids()).containsExactly("good");
        await().until(() -> Long.valueOf(COUNT + 1).equals(kafka.committed("g-" + topic, topic, 0)));
    }
}
