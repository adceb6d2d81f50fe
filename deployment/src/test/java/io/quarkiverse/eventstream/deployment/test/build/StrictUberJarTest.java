package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

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

    private static final String PACKAGE = "io/quarkiverse/eventstream/";

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void aServiceHasNoClassOfDevMode() throws IOException {
        try (JarFile jar = new JarFile(results.getResults().get(0).getPath().toFile())) {
            assertThat(jar.stream().map(JarEntry::getName)).anyMatch(name -> name.startsWith(PACKAGE))
                    .noneMatch(name -> name.startsWith(PACKAGE + "runtime/dev/ui/") || name.startsWith("dev-ui/"));
        }
    }

    @Test
    void aServiceWithThreadAnnotationsOnListenersIsPackaged() {
        assertThat(results.getResults()).singleElement().satisfies(artifact -> assertThat(artifact.getPath()).exists());
    }
}
