package io.quarkiverse.eventstream.deployment.test;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * A broker for those tests of this JVM that need its address before the application starts; each has topics of its own. The others get
 * the broker of the dev service, which they share as well.
 */
public final class SharedBroker {

    /** A system property, because JUnit and the application each load the classes. */
    private static final String ADDRESS = "test.shared-broker";

    private SharedBroker() {}

    /** The address of the broker, which is started on the first call. */
    public static String address() {
        // An object that all class loaders share.
        synchronized (Runtime.getRuntime()) {
            if (System.getProperty(ADDRESS) == null) {
                DevBroker broker = DevBroker.start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                System.setProperty(ADDRESS, broker.bootstrapServers());
            }
            return System.getProperty(ADDRESS);
        }
    }
}
