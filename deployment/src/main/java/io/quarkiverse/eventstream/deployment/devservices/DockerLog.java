package io.quarkiverse.eventstream.deployment.devservices;

import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.ConfigProvider;

/**
 * In dev mode Quarkus asks Testcontainers for the containers of all dev services, and that calls it an error where there is no Docker.
 * This one needs none. What else needs Docker, says so itself.
 */
final class DockerLog {

    /** Kept, since a log manager may forget a logger that nobody holds, and its level. */
    private static final Logger PROVIDER = Logger.getLogger("org.testcontainers.dockerclient.DockerClientProviderStrategy");
    private static final String USERS_LEVELS = "quarkus.log.category.\"org.testcontainers";

    private DockerLog() {}

    /** Before Testcontainers is asked: that waits for the results of all dev services. */
    static void quiet() {
        boolean isUsersOwn = StreamSupport.stream(ConfigProvider.getConfig().getPropertyNames().spliterator(), false)
                .anyMatch(name -> name.startsWith(USERS_LEVELS));
        if (!isUsersOwn) {
            PROVIDER.setLevel(Level.OFF);
        }
    }
}
