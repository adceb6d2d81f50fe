package io.quarkiverse.eventstream.runtime.log;

import java.util.HashMap;
import java.util.Map;

import org.jboss.logging.MDC;

/**
 * The data of an event that log lines about it carry as MDC, so that a log in JSON has them as fields of their own.
 */
public final class EventMdc {

    public static final String EVENT_ID = "eventId";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String GROUP = "group";
    public static final String LISTENER = "listener";
    public static final String ATTEMPT = "attempt";

    private EventMdc() {}

    /** Runs a task that logs. Afterwards the thread has the MDC that it had before. */
    public static void run(Map<String, String> data, Runnable task) {
        Map<String, Object> before = new HashMap<>();
        try {
            data.forEach((key, value) -> {
                before.put(key, MDC.get(key));
                MDC.put(key, value);
            });
            task.run();
        } finally {
            before.forEach(EventMdc::restore);
        }
    }

    private static void restore(String key, Object value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
