package io.quarkiverse.eventstream.deployment.test;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * One broker for all tests of this JVM, each with its own topics. A test of the dev service sets {@code kafka.bootstrap.servers} to
 * nothing, and gets its broker from there.
 */
public class SharedBroker implements TestExecutionListener {

    /** The system property with the broker's address; {@code microprofile-config.properties} refers to it. */
    public static final String ADDRESS = "test.shared-broker";

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        // Surefire may have a plan for each class.
        synchronized (SharedBroker.class) {
            if (System.getProperty(ADDRESS) == null) {
                DevBroker broker = DevBroker.start();
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
                System.setProperty(ADDRESS, broker.bootstrapServers());
            }
        }
    }
}
