package io.quarkiverse.eventstream.outbox.deployment.test;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class MariaDbOutboxTest extends OutboxTests {

    @Order(1)
    @RegisterExtension
    static final MariaDb SERVER = new MariaDb();

    @Order(2)
    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(InboxTests.class, OutboxContractTests.class, OutboxTests.class,
                    Orders.class, Billing.class,
                    Topic.class, MariaDb.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "10ms")
            .overrideConfigKey("quarkus.datasource.db-kind", "mariadb")
            .overrideConfigKey("quarkus.datasource.username", "root")
            .overrideConfigKey("quarkus.datasource.jdbc.url", MariaDb.database(MariaDbOutboxTest.class));
}
