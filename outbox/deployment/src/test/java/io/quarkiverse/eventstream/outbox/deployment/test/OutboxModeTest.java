package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/** Streams that demand a transaction, or ignore it, and a datasource with a name. */
class OutboxModeTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Orders.class, Topic.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:other;DB_CLOSE_DELAY=-1")
            .overrideConfigKey("quarkus.datasource.shop.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.shop.jdbc.url", "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1")
            .overrideConfigKey("quarkus.eventstream.outbox.datasource", "shop")
            .overrideConfigKey("quarkus.eventstream.outbox.once-retention", "1D")
            .overrideConfigKey("quarkus.eventstream.outbox.mode", "required")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "kafka")
            .overrideConfigKey("quarkus.eventstream.audit.outbox.mode", "off")
            .setLogRecordPredicate(line -> line.getLevel().intValue() >= Level.WARNING.intValue()
                    && line.getLoggerName().startsWith("io.quarkiverse.eventstream"))
            .assertLogRecords(lines -> assertThat(lines).extracting(LogRecord::getMessage)
                    .noneMatch(message -> message.contains("configures a stream")));

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    private Topic topic;

    @BeforeEach
    void create() throws Exception {
        topic = Topic.create();
    }

    @Test
    void aStreamCanDemandATransaction() {
        CompletableFuture<PublishReceipt> without = events.publish(Orders.event(topic.name, "k", "1")).toCompletableFuture();
        assertThatThrownBy(() -> without.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("There is no transaction on the thread")
                .hasMessageContaining("annotate the method with @Transactional");
        assertThatThrownBy(() -> events.publishAndAwait(Orders.event(topic.name, "k", "1")))
                .hasMessageContaining("annotate the method with @Transactional and call publish");

        CompletableFuture<PublishReceipt> with = QuarkusTransaction.requiringNew()
                .call(() -> events.publish(Orders.event(topic.name, "k", "2")).toCompletableFuture());

        assertThat(with).succeedsWithin(OutboxTests.PATIENCE);
        assertThat(topic.ids()).containsExactly("2");
    }

    @Test
    void aStreamCanIgnoreTheTransaction() {
        QuarkusTransaction.requiringNew().run(() -> {
            CompletableFuture<PublishReceipt> sent = audit.publish(Orders.event(topic.name, "k", "1")).toCompletableFuture();
            assertThat(sent).succeedsWithin(OutboxTests.PATIENCE);
        });

        assertThat(topic.ids()).containsExactly("1");
    }
}
