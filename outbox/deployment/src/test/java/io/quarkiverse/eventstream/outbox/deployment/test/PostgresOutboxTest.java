package io.quarkiverse.eventstream.outbox.deployment.test;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class PostgresOutboxTest extends OutboxTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    root -> root.addClasses(OutboxContractTests.class, OutboxTests.class, Orders.class, Topic.class,
                            Postgres.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .overrideConfigKey("quarkus.datasource.jdbc.url", Postgres.database(PostgresOutboxTest.class));
}
