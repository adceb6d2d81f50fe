package io.quarkiverse.eventstream.codestart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.quarkus.maven.dependency.ArtifactCoords;
import io.quarkus.platform.descriptor.loader.json.ResourceLoader;
import io.quarkus.platform.descriptor.loader.json.ResourceLoaders;
import io.quarkus.registry.catalog.Extension;
import io.quarkus.registry.catalog.ExtensionCatalog;

/** The extensions and codestarts on the class path, from which services are created without a registry. */
final class Catalog {

    private Catalog() {}

    /** The extensions, with the version of Quarkus that this one was built with. */
    static ExtensionCatalog extensions() {
        String quarkus = (String) eventstream().getMetadata().get(Extension.MD_BUILT_WITH_QUARKUS_CORE);
        // A platform's catalog also has versions of plugins, which are not needed here.
        Map<String, Object> properties = Map.of("maven-plugin-groupId", "io.quarkus", "maven-plugin-artifactId",
                "quarkus-maven-plugin", "maven-plugin-version", quarkus, "compiler-plugin-version", "any",
                "surefire-plugin-version", "any");
        return ExtensionCatalog.builder().setId("class-path").setPlatform(true)
                .setBom(ArtifactCoords.pom("io.quarkus", "quarkus-bom", quarkus)).setQuarkusCoreVersion(quarkus)
                .setExtensions(descriptors()).setMetadata("project", Map.of("properties", properties)).build();
    }

    /** This extension's descriptor. */
    static Extension eventstream() {
        return descriptors().stream().filter(extension -> extension.getArtifact().getArtifactId().equals("quarkus-eventstream"))
                .findAny().orElseThrow();
    }

    /** The codestarts of Quarkus and of the extensions. */
    static List<ResourceLoader> codestarts() {
        return resources("codestarts/quarkus").stream().map(Catalog::jarOf).map(ResourceLoaders::resolveFileResourceLoader)
                .toList();
    }

    private static List<Extension> descriptors() {
        return resources("META-INF/quarkus-extension.yaml").stream()
                .map(url -> ResourceLoaders.processAsPath(url, path -> {
                    try {
                        return Extension.fromFile(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })).toList();
    }

    private static File jarOf(URL resource) {
        try {
            return new File(((JarURLConnection) resource.openConnection()).getJarFileURL().toURI());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("No jar holds " + resource, e);
        }
    }

    private static List<URL> resources(String name) {
        try {
            return Collections.list(Catalog.class.getClassLoader().getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
