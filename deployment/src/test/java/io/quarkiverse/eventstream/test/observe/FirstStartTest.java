package io.quarkiverse.eventstream.test.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

/**
 * What a newcomer sees: a broker that starts by itself, and topics that nobody has created.
 */
class FirstStartTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClass(Shop.class))
            // From the dev service.
            .overrideConfigKey("kafka.bootstrap.servers", "")
            .overrideConfigKey("quarkus.otel.enabled", "false")
            .overrideConfigKey("quarkus.micrometer.enabled", "false")
            .setLogRecordPredicate(record -> true)
            .assertLogRecords(FirstStartTest::assertThatNothingLooksWrong);

    @ApplicationScoped
    static class Shop {

        final CompletableFuture<String> billed = new CompletableFuture<>();

        @Inject
        EventStream events;

        void open(@Observes StartupEvent start) {
            events.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").build());
        }

        @OnEvent(topic = "orders", offset = "earliest")
        void bill(IncomingEvent order) {
            billed.complete(order.name());
        }
    }

    @Inject
    Shop shop;

    @Test
    void aFirstStartHasNoWarningsAndSaysWhoListensToWhat() {
        assertThat(shop.billed.orTimeout(120, TimeUnit.SECONDS).join()).isEqualTo("orderCreated");
    }

    private static void assertThatNothingLooksWrong(List<LogRecord> records) {
        assertThat(messages(records, Level.WARNING)).isEmpty();
        assertThat(messages(records, Level.INFO)).anySatisfy(message -> assertThat(message)
                .startsWith("Event streams: <default> (kafka)").contains("Shop#bill (topic orders, group "));
    }

    private static List<String> messages(List<LogRecord> records, Level from) {
        return records.stream().filter(record -> record.getLevel().intValue() >= from.intValue()).map(LogRecord::getMessage)
                .toList();
    }
}
