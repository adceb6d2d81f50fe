package io.quarkiverse.eventstream.outbox.deployment.test;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class LiquibaseTest extends MigrationTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(MigrationTests.class, OutboxTests.class, Orders.class, Topic.class,
                    Postgres.class)
                    .addAsResource("guide/changeLog.xml", "db/changeLog.xml"))
            .withConfigurationResource("guide/liquibase.properties")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .overrideConfigKey("quarkus.datasource.jdbc.url", Postgres.database(LiquibaseTest.class));

    @Override
    String entries() {
        return "SELECT COUNT(*) FROM databasechangelog WHERE id = 'eventstream-outbox-1'";
    }
}
