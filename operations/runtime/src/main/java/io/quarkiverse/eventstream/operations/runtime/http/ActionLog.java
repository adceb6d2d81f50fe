package io.quarkiverse.eventstream.operations.runtime.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** Writes the actions of operators to the log, and publishes them if an audit topic is configured. Thread-safe. */
@Singleton
class ActionLog {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.eventstream.operations");

    private final HttpConfig config;
    private final EventStreams streams;

    @Inject
    ActionLog(HttpConfig config, EventStreams streams) {
        this.config = config;
        this.streams = streams;
    }

    void done(String by, Action action) {
        String details = UntrustedText.of(action.details().encode());
        LOG.infof("Operator action: by=%s, action=%s, target=%s, details=%s", UntrustedText.of(by), action.name(),
                action.target(),
                details);
        config.auditTopic().ifPresent(topic -> streams.getToPublish(EventStreamConfig.DEFAULT_STREAM)
                .publish(OutgoingEvent.builder("operatorAction").namespace("eventstream").topics(topic).key(action.target())
                        .payload(action.details().copy().put("by", by).put("action", action.name())
                                .put("target", action.target()).getMap())
                        .build())
                .whenComplete((receipt, error) -> {
                    if (error != null) {
                        LOG.warnf("The action %s of %s on %s is not on the topic %s: %s", action.name(), UntrustedText.of(by),
                                action.target(), topic, error.getMessage());
                    }
                }));
    }
}
