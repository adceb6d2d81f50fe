package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What operators may do over HTTP. */
@ConfigMapping(prefix = "quarkus.eventstream.operations.http")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface HttpConfig {

    /** The role that a user needs for every request. */
    @WithDefault("eventstream-operator")
    String role();

    /** Whether users may only read. Otherwise they may also redrive and discard letters, and pause, resume and move listeners. */
    @WithDefault("true")
    boolean readOnly();

    /** Whether keys, values and headers of letters are shown. They may hold personal data. */
    @WithDefault("false")
    boolean payloads();

    /**
     * A topic, without the prefix. Each action is published there as an event `operatorAction` of the namespace `eventstream`, in addition to
     * the line in the log. Not published by default.
     */
    Optional<String> auditTopic();
}
