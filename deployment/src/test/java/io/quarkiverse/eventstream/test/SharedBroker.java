package io.quarkiverse.eventstream.test;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * One broker for all tests of the module, each of which uses topics of its own. A test of the dev service sets
 * {@code kafka.bootstrap.servers} to nothing, and gets one from there.
 */
public class SharedBroker implements LauncherSessionListener {

    /** The system property with the broker's address; {@code microprofile-config.properties} refers to it. */
    public static final String ADDRESS = "test.shared-broker";

    private DevBroker broker;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        broker = DevBroker.start();
        System.setProperty(ADDRESS, broker.bootstrapServers());
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        System.clearProperty(ADDRESS);
        broker.close();
    }
}
