package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.NoSuchElementException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.vertx.ext.web.RoutingContext;

/** The streams that a request may be about: no request opens another one. */
@Singleton
class OpenStreams {

    private static final String PARAMETER = "stream";

    private final EventStreams streams;

    @Inject
    OpenStreams(EventStreams streams) {
        this.streams = streams;
    }

    /**
     * The stream of the parameter {@code stream}; the default one without it.
     *
     * @throws NoSuchElementException if the application has no such stream
     */
    String named(RoutingContext context) {
        return context.queryParams().contains(PARAMETER)
                ? streams.requireOpen(context.queryParams().get(PARAMETER))
                : EventStreamConfig.DEFAULT_STREAM;
    }
}
