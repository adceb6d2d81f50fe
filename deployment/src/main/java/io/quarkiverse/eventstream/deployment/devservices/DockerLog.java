package io.quarkiverse.eventstream.deployment.devservices;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.config.LogCategories;

/**
 * In dev mode Quarkus asks Testcontainers for the containers of all dev services, and that calls it an error where there is no Docker.
 * This one needs none. What else needs Docker, says so itself.
 */
final class DockerLog {

    /** Kept, since a log manager may forget a logger that nobody holds, and its level. */
    private static final Logger PROVIDER = Logger.getLogger("org.testcontainers.dockerclient.DockerClientProviderStrategy");

    private DockerLog() {}

    /** Before Testcontainers is asked: that waits for the results of all dev services. */
    static void quiet() {
        if (!LogCategories.areConfigured(ConfigProvider.getConfig(), "org.testcontainers")) {
            PROVIDER.setLevel(Level.OFF);
        }
    }
}
