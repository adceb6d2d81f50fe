package io.quarkiverse.eventstream.operations.runtime.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.operate.OperatorAction;
import io.vertx.core.json.JsonObject;

/** Publishes the actions of operators, if an audit topic is configured. Thread-safe. */
@Singleton
public class ActionEvents implements OperatorAction.Observer {

    private static final Logger LOG = Logger.getLogger("io.quarkiverse.eventstream.operations");

    private final HttpConfig config;
    private final EventStreams streams;

    @Inject
    ActionEvents(HttpConfig config, EventStreams streams) {
        this.config = config;
        this.streams = streams;
    }

    @Override
    public void done(OperatorAction action) {
        config.auditTopic().ifPresent(topic -> streams.getToPublish(EventStreamConfig.DEFAULT_STREAM)
                .publish(OutgoingEvent.builder("operatorAction").namespace("eventstream").topics(topic).key(action.target())
                        .payload(new JsonObject(action.details()).copy().put("by", action.by()).put("action", action.name())
                                .put("target", action.target()).getMap())
                        .build())
                .whenComplete((receipt, error) -> {
                    if (error != null) {
                        LOG.warnf("The action %s of %s on %s is not on the topic %s: %s", action.name(),
                                UntrustedText.of(action.by()), UntrustedText.of(action.target()), topic, error.getMessage());
                    }
                }));
    }
}
