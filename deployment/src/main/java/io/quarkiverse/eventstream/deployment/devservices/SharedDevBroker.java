package io.quarkiverse.eventstream.deployment.devservices;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * The broker that all applications of one JVM share: the reloads of one in dev mode, or those of a test run. It starts for the first that
 * needs it, and ends with the JVM.
 * <p>
 * Each application has its own class loaders, so the address of the broker is kept in a system property.
 */
final class SharedDevBroker {

    private static final String PROPERTY = "io.quarkiverse.eventstream.dev-broker.";

    private SharedDevBroker() {}

    /**
     * The address of the broker, which is started if it does not run.
     *
     * @param key identifies this broker among others that the JVM may need
     * @param started called with the address if the broker was started
     */
    static String address(String key, Supplier<DevBroker> start, Consumer<String> started) {
        String property = PROPERTY + key;
        // An object that all class loaders share.
        synchronized (Runtime.getRuntime()) {
            String known = System.getProperty(property);
            if (known != null && isAlive(known)) {
                return known.substring(0, known.indexOf('@'));
            }
            DevBroker broker = start.get();
            System.setProperty(property, broker.bootstrapServers() + "@" + broker.pid(1));
            started.accept(broker.bootstrapServers());
            return broker.bootstrapServers();
        }
    }

    private static boolean isAlive(String known) {
        return ProcessHandle.of(Long.parseLong(known.substring(known.indexOf('@') + 1))).isPresent();
    }
}
