package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;

/** The outbox stands before each kind of stream. */
class StreamsOutboxTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Orders.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:streams;DB_CLOSE_DELAY=-1")
            .overrideConfigKey("quarkus.eventstream.stream", "memory")
            .overrideConfigKey("quarkus.eventstream.console.stream", "stdout")
            .overrideConfigKey("quarkus.eventstream.nowhere.stream", "none");

    @Inject
    EventStream memory;

    @Inject
    @EventStreamName("console")
    EventStream console;

    @Inject
    @EventStreamName("nowhere")
    EventStream nowhere;

    @Inject
    Orders orders;

    @Inject
    MemoryBroker broker;

    private final PrintStream original = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(original);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private long inMemory() {
        return broker.topics().contains("kinds") ? broker.records("kinds").size() : 0;
    }

    @Test
    void anEventReachesItsStreamAfterTheCommit() throws Exception {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        QuarkusTransaction.requiringNew().run(() -> {
            for (EventStream stream : List.of(memory, console, nowhere)) {
                stages.add(stream.publish(Orders.event("kinds", "k", "committed")));
            }
            assertThat(printed()).isEmpty();
            assertThat(inMemory()).isZero();
        });

        assertThat(stages)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).succeedsWithin(OutboxTests.PATIENCE));
        assertThat(printed()).contains("committed");
        assertThat(inMemory()).isEqualTo(1);
        OutboxTests.await().untilAsserted(() -> assertThat(orders.stored()).isZero());
    }
}
