package io.quarkiverse.eventstream.codestart;

import static io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog.Language.JAVA;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.devtools.codestarts.quarkus.QuarkusCodestartCatalog;
import io.quarkus.devtools.testing.codestarts.QuarkusCodestartTest;
import io.quarkus.maven.dependency.ArtifactKey;

/** A service that is created with this extension and REST has the code of both. */
class BesideRestTest {

    @RegisterExtension
    static final QuarkusCodestartTest CREATED = QuarkusCodestartTest.builder().languages(JAVA)
            .extensionCatalog(Catalog.extensions()).quarkusCodestartCatalog(codestarts())
            .extension(ArtifactKey.ga("io.quarkiverse.eventstream", "quarkus-eventstream"))
            .extension(ArtifactKey.ga("io.quarkus", "quarkus-rest")).build();

    @Test
    void bothHaveTheirCode() throws Throwable {
        for (String file : new String[]{"main/java/ilove/quark/us/OrderPublisher", "main/java/ilove/quark/us/OrderListener",
                "main/java/ilove/quark/us/GreetingResource", "test/java/ilove/quark/us/OrderEventsTest",
                "test/java/ilove/quark/us/GreetingResourceTest"}) {
            CREATED.assertThatGeneratedFile(JAVA, "src/" + file + ".java").content().startsWith("package ilove.quark.us;");
        }
    }

    @Test
    void bothAreInTheReadMe() throws Throwable {
        CREATED.assertThatGeneratedFile(JAVA, "README.md").content().contains("### Eventstream\n", "### REST\n");
    }

    private static QuarkusCodestartCatalog codestarts() {
        try {
            return QuarkusCodestartCatalog.fromExtensionsCatalog(Catalog.extensions(), Catalog.codestarts());
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
