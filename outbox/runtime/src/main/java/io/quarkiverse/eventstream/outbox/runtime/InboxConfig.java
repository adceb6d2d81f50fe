package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Listeners that take effect once. */
@ConfigMapping(prefix = "quarkus.eventstream.outbox")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface InboxConfig {

    /**
     * For how long it is remembered that a listener with {@code @Once} has completed an event: an event that comes again later takes effect
     * again. Longer than events can come again: than the retention of topics that are replayed, and of dead letters.
     */
    @WithDefault("30D")
    Duration onceRetention();
}
