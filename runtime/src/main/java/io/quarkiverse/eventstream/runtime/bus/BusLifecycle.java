package io.quarkiverse.eventstream.runtime.bus;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig.LogLevel;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Opens streams before the application's own start-up code and starts listeners after it. Stops in two steps: listeners stop before the
 * rest of the application, and streams close after the rest of the application has stopped and may have published.
 */
public class BusLifecycle {

    /** The priority with which the bus observes the start of the application, to open streams, and its end, to stop listening. */
    public static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE;
    /** The priority with which the bus observes the start of the application, to listen, and its end, to close streams. */
    public static final int LAST = Interceptor.Priority.PLATFORM_AFTER + 1000;

    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(BusLifecycle.class);
    private static final String LOG_CATEGORY = "io.quarkiverse.eventstream";

    private final EventStreams streams;
    private final EventStreamConfig config;

    @Inject
    BusLifecycle(EventStreams streams, EventStreamConfig config) {
        this.streams = streams;
        this.config = config;
    }

    /**
     * Before the application publishes: otherwise a wrong configuration of a stream would be reported as the failure of a bean that uses
     * it.
     */
    void open(@Observes @Priority(FIRST) StartupEvent event) {
        config.logLevel().ifPresent(level -> Logger.getLogger(LOG_CATEGORY).setLevel(levelOf(level)));
        WrongConfiguration.during(() -> {
            streams.open();
            return null;
        });
    }

    void listen(@Observes @Priority(LAST) StartupEvent event) {
        WrongConfiguration.during(() -> {
            streams.start();
            return null;
        });
    }

    /** After channels have registered their listeners, which the summary includes. */
    void logSummary(@Observes @Priority(LAST + 2) StartupEvent event) {
        LOG.info(streams.summary());
    }

    void stopListening(@Observes @Priority(FIRST) ShutdownEvent event) {
        streams.stopListening();
    }

    void close(@Observes @Priority(LAST) ShutdownEvent event) {
        streams.close();
    }

    private static java.util.logging.Level levelOf(LogLevel level) {
        return switch (level) {
            case OFF -> Level.OFF;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
