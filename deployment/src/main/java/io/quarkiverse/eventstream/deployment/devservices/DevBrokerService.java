package io.quarkiverse.eventstream.deployment.devservices;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkus.deployment.builditem.Startable;

/**
 * The dev broker as Quarkus starts and stops it.
 */
final class DevBrokerService implements Startable {

    private final DevBroker.Builder builder;
    private DevBroker broker;

    DevBrokerService(DevBroker.Builder builder) {
        this.builder = builder;
    }

    @Override
    public void start() {
        broker = builder.start();
    }

    @Override
    public String getConnectionInfo() {
        return broker.bootstrapServers();
    }

    @Override
    public String getContainerId() {
        return null;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
