package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Without an address of the datasource, Quarkus starts H2, which needs no Docker. The kind is only said because this module has several. */
class H2DevServiceTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Orders.class, Topic.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2");

    @Inject
    Orders orders;

    @Test
    void theOutboxWorksWithoutAConfiguredDatabase() throws Exception {
        orders.createTable();
        Topic topic = Topic.create();

        orders.place(topic.name, "k", "1", "2").forEach(stage -> stage.toCompletableFuture().join());

        assertThat(topic.ids()).containsExactly("1", "2");
        OutboxTests.await().untilAsserted(() -> assertThat(orders.stored()).isZero());
    }
}
