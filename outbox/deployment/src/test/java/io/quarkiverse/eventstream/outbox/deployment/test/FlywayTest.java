package io.quarkiverse.eventstream.outbox.deployment.test;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

class FlywayTest extends MigrationTests {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(MigrationTests.class, OutboxTests.class, Orders.class, Topic.class,
                    Postgres.class)
                    .addAsResource(new StringAsset("CREATE TABLE own (id INTEGER);"), "db/migration/V1__own.sql"))
            .withConfigurationResource("guide/flyway.properties")
            .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.username", "postgres")
            .overrideConfigKey("quarkus.datasource.jdbc.url", Postgres.database(FlywayTest.class));

    @Override
    String entries() {
        return "SELECT COUNT(*) FROM flyway_schema_history WHERE success AND script LIKE '%eventstream_outbox%'";
    }
}
