package io.quarkiverse.eventstream.outbox.deployment.test;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class PostgresInboxTest extends InboxTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(InboxTests.class, OutboxContractTests.class, OutboxTests.class,
                    Orders.class, Billing.class,
                    Topic.class, Postgres.class))
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "10ms")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .overrideConfigKey("quarkus.datasource.jdbc.url", Postgres.database(PostgresInboxTest.class));
}
