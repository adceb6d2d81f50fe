package io.quarkiverse.eventstream.codestart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import io.quarkus.bootstrap.BootstrapConstants;
import io.quarkus.devtools.testing.FakeExtensionCatalog;
import io.quarkus.registry.catalog.Category;
import io.quarkus.registry.catalog.Extension;

/** The metadata of the extension for tools and extension registries. */
class DescriptorTest {

    private final Extension extension = Catalog.eventstream();
    private final Map<String, Object> metadata = extension.getMetadata();

    @Test
    void theExtensionIsDescribed() {
        assertThat(extension.getName()).isEqualTo("Eventstream");
        assertThat(extension.getDescription()).contains("event bus").doesNotEndWith(".");
        assertThat(metadata).containsEntry(Extension.MD_SHORT_NAME, "eventstream").containsEntry(Extension.MD_STATUS, "preview")
                .containsEntry(Extension.MD_MINIMUM_JAVA_VERSION, "17");
        assertThat(metadata.get(Extension.MD_KEYWORDS)).asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("eventstream", "events", "kafka", "messaging").doesNotHaveDuplicates();
    }

    @Test
    void itIsFoundByItsShortName() {
        assertThat(extension.managementKey()).isEqualTo("io.quarkiverse.eventstream:quarkus-eventstream");
        assertThat(extension.getArtifact().getArtifactId()).isEqualTo("quarkus-" + metadata.get(Extension.MD_SHORT_NAME));
    }

    @Test
    void itsCategoriesExistInQuarkus() {
        List<String> known = FakeExtensionCatalog.FAKE_EXTENSION_CATALOG.getCategories().stream().map(Category::getId).toList();

        assertThat(metadata.get(Extension.MD_CATEGORIES)).asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("messaging").isSubsetOf(known);
    }

    @Test
    void itsGuideIsAtQuarkiverse() {
        assertThat(URI.create((String) metadata.get(Extension.MD_GUIDE)))
                .isEqualTo(URI.create("https://docs.quarkiverse.io/quarkus-eventstream/dev/"));
    }

    @Test
    void itsConfigurationIsUnderOnePrefix() {
        assertThat(metadata).containsEntry("config", List.of("quarkus.eventstream."));
    }

    @Test
    void itsCodestartIsInTheArtifactOfTheSameVersion() {
        assertThat(metadata).containsEntry("codestart", Map.of("name", "eventstream", "languages", List.of("java"), "artifact",
                "io.quarkiverse.eventstream:quarkus-eventstream:codestarts:jar:" + extension.getArtifact().getVersion()));
    }

    @Test
    void itProvidesACapabilityAndRequiresNone() throws IOException {
        assertThat(metadata).containsEntry("capabilities", Map.of("provides", List.of("io.quarkiverse.eventstream")));
        assertThat(properties()).containsEntry(BootstrapConstants.PROP_PROVIDES_CAPABILITIES, "io.quarkiverse.eventstream")
                .doesNotContainKey(BootstrapConstants.PROP_REQUIRES_CAPABILITIES)
                .containsEntry(BootstrapConstants.PROP_DEPLOYMENT_ARTIFACT,
                        "io.quarkiverse.eventstream:quarkus-eventstream-deployment:" + extension.getArtifact().getVersion());
    }

    /** The properties that Quarkus reads when a service is built. */
    private static Properties properties() throws IOException {
        for (URL url : Collections.list(DescriptorTest.class.getClassLoader()
                .getResources(BootstrapConstants.DESCRIPTOR_PATH))) {
            Properties properties = new Properties();
            try (InputStream in = url.openStream()) {
                properties.load(in);
            }
            if (properties.getProperty(BootstrapConstants.PROP_DEPLOYMENT_ARTIFACT).contains("eventstream")) {
                return properties;
            }
        }
        throw new AssertionError("No descriptor of the extension");
    }
}
