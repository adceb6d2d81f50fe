package io.quarkiverse.eventstream.deployment.devservices;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.eventstream.runtime.config.LogCategories;

/**
 * Silences an error: in dev mode, Quarkus asks Testcontainers for the containers of all dev services, which logs an error without Docker.
 * This dev service needs none; others report a missing Docker themselves.
 */
final class DockerLog {

    /** A strong reference, because a log manager may discard an unreferenced logger and its level. */
    private static final Logger PROVIDER = Logger.getLogger("org.testcontainers.dockerclient.DockerClientProviderStrategy");

    private DockerLog() {}

    /** Called before Testcontainers is used, which waits for the results of all dev services. */
    static void quiet() {
        if (!LogCategories.areConfigured(ConfigProvider.getConfig(), "org.testcontainers")) {
            PROVIDER.setLevel(Level.OFF);
        }
    }
}
