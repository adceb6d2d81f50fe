package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.acme.parcels.Parcels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** A service that is packaged as one jar, with strict CDI compliance. */
class StrictUberJarTest {

    @RegisterExtension
    static final QuarkusProdModeTest PACKAGED = new QuarkusProdModeTest()
            .withApplicationRoot(root -> root.addClass(Parcels.class))
            .overrideConfigKey("quarkus.package.jar.type", "uber-jar")
            .overrideConfigKey("quarkus.arc.strict-compatibility", "true")
            .overrideConfigKey("quarkus.eventstream.stream", "stdout");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void aServiceWithThreadAnnotationsOnListenersIsPackaged() {
        assertThat(results.getResults()).singleElement().satisfies(artifact -> assertThat(artifact.getPath()).exists());
    }
}
