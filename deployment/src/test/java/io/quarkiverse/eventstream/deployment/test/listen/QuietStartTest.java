package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.SharedBroker;
import io.quarkus.test.QuarkusUnitTest;

/**
 * A start without problems, with existing and missing topics.
 */
class QuietStartTest {

    private static final String OLD = "old-" + UUID.randomUUID();
    private static final String NEW = "new-" + UUID.randomUUID();

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, SharedBroker.class))
            .setBeforeAllCustomizer(() -> RawKafka.of(SharedBroker.address()).newTopic(OLD, 3))
            .overrideConfigKey("kafka.bootstrap.servers", SharedBroker.address())
            .overrideConfigKey("old.topic", OLD)
            .overrideConfigKey("new.topic", NEW)
            // There is no collector of spans.
            .overrideConfigKey("quarkus.otel.sdk.disabled", "true")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records)
                    .extracting(record -> record.getLoggerName() + ": " + record.getMessage()).isEmpty());

    @Singleton
    static class Listeners {

        final List<String> names = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "${old.topic}", offset = "earliest")
        void old(IncomingEvent event) {
            names.add(event.name());
        }

        @OnEvent(topic = "${new.topic}", offset = "earliest")
        void created(IncomingEvent event) {
            names.add(event.name());
        }
    }

    @Inject
    Listeners listeners;

    @Inject
    EventStream events;

    /** A system property, because the application has its own copy of this class. */
    @ConfigProperty(name = "old.topic")
    String old;

    @ConfigProperty(name = "new.topic")
    String created;

    private void publish(String topic, String name) {
        events.publishAndAwait(
                OutgoingEvent.builder(name).topic(topic).namespace("shop").payload(Map.of("id", name)).build());
    }

    @Test
    void itLogsNoWarning() {
        publish(old, "old");
        publish(created, "new");

        await().until(() -> listeners.names.size() == 2);
        assertThat(listeners.names).containsExactlyInAnyOrder("old", "new");
    }
}
