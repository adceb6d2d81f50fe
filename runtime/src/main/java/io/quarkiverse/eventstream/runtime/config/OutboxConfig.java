package io.quarkiverse.eventstream.runtime.config;

import io.quarkiverse.eventstream.OutboxMode;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The outbox, if the service has the extension {@code quarkus-eventstream-outbox}. */
@ConfigGroup
public interface OutboxConfig {

    /**
     * Which events are stored in the database, in the transaction of their publisher, and sent after its commit. {@code join}: those that
     * are published in a transaction. {@code required}: all, so that publishing without a transaction fails. {@code off}: none.
     */
    @WithDefault("join")
    OutboxMode mode();
}
