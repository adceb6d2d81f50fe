package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Tables of another version fail the start, with the script that is to be run. */
class WrongTablesTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Orders.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:old;DB_CLOSE_DELAY=-1;INIT="
                    + "CREATE TABLE IF NOT EXISTS eventstream_outbox_lease AS SELECT 'version' AS name, 7 AS beat")
            .assertException(
                    error -> assertThat(error).hasMessageContaining("The tables of the outbox have the version 7, not 1")
                            .hasMessageContaining("META-INF/eventstream/outbox/h2/R__eventstream_outbox_1.sql")
                            .hasMessageContaining("add META-INF/eventstream/outbox/h2 to quarkus.flyway.locations")
                            .hasMessageContaining("CREATE TABLE eventstream_outbox ("));

    @Test
    void theStartFails() {
        throw new AssertionError("The application must not start");
    }
}
