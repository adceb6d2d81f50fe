package io.quarkiverse.eventstream.test.observe;

import static io.quarkiverse.eventstream.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusDevModeTest;

/**
 * What a newcomer sees: dev mode, a broker that starts by itself, topics that nobody has created.
 */
class FirstStartTest {

    @RegisterExtension
    static final QuarkusDevModeTest TEST = new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClass(Shop.class).addAsResource(new StringAsset("""
                    kafka.bootstrap.servers=
                    quarkus.otel.enabled=false
                    quarkus.micrometer.enabled=false
                    """), "application.properties"))
            .setLogRecordPredicate(record -> true);

    @ApplicationScoped
    static class Shop {

        @Inject
        EventStream events;

        void open(@Observes StartupEvent start) {
            events.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").build());
        }

        @OnEvent(topic = "orders", offset = "earliest")
        void bill(IncomingEvent order) {
            Logger.getLogger(Shop.class).infof("Billed %s", order.name());
        }
    }

    @Test
    void aFirstStartHasNoWarningsAndSaysWhoListensToWhat() {
        await().untilAsserted(() -> assertThat(messages(Level.INFO)).contains("Billed orderCreated"));

        assertThat(messages(Level.WARNING)).isEmpty();
        assertThat(messages(Level.INFO))
                .anySatisfy(message -> assertThat(message).startsWith("Event streams: <default> (kafka)")
                        .contains("Shop#bill (topic orders, group "));
    }

    private static List<String> messages(Level from) {
        return TEST.getLogRecords().stream().filter(record -> record.getLevel().intValue() >= from.intValue())
                .map(FirstStartTest::text).toList();
    }

    private static String text(LogRecord record) {
        return record.getParameters() == null
                ? record.getMessage()
                : String.format(record.getMessage(), record.getParameters());
    }
}
