package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Without its datasource, the build says what is missing. */
class NoDatasourceTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Topic.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:none")
            .overrideConfigKey("quarkus.eventstream.outbox.datasource", "shop")
            .assertException(error -> assertThat(error)
                    .hasMessageContaining("The outbox needs the datasource shop of quarkus.eventstream.outbox.datasource")
                    .hasMessageContaining("configure quarkus.datasource.shop"));

    @Test
    void theBuildFails() {
        throw new AssertionError("The application must not start");
    }
}
