package io.quarkiverse.eventstream.operations.runtime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.operate.ActionLog;
import io.quarkiverse.eventstream.runtime.operate.OperatorAction;

/** What operators do with dead letters, whatever the surface. Each action is logged, with its number of letters. Thread-safe. */
@Singleton
public class LetterActions {

    private static final long REDRIVE_SECONDS = 5;

    private final Desks desks;
    private final ActionLog log;

    @Inject
    LetterActions(Desks desks, ActionLog log) {
        this.desks = desks;
        this.log = log;
    }

    /**
     * Which letters, and for whom.
     *
     * @param by the operator
     * @param topic the dead-letter topic, without the prefix
     * @param conditions those of the filter, for the log
     */
    public record Order(String by, String stream, String topic, Map<String, Object> conditions) {}

    /** The key of an event may be personal data, which no log shows. */
    private static Map<String, Object> logged(Map<String, Object> conditions) {
        Map<String, Object> logged = new LinkedHashMap<>(conditions);
        logged.computeIfPresent("key", (name, key) -> "…");
        return logged;
    }

    private void done(Order order, String action, Map<String, Object> details) {
        log.done(new OperatorAction(order.by(), action, order.topic(), details));
    }

    /**
     * Redrives letters, in the background, and waits for a short time. The beginning and the end are logged.
     *
     * @return the redrive; it has ended if {@link Redrive#completion} is done
     */
    public Redrive redrive(Order order, LetterFilter filter, RedriveOptions options) {
        Redrive redrive = desks.ofOpenStream(order.stream()).redrive(order.topic(), filter, options);
        done(order, "redrive", Map.of("filter", logged(order.conditions())));
        redrive.completion().whenComplete((nothing, error) -> done(order, "redriveEnded", numbers(redrive, error)));
        await(redrive);
        return redrive;
    }

    private static void await(Redrive redrive) {
        try {
            redrive.completion().toCompletableFuture().get(REDRIVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // It continues.
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new EventStreamException("The redrive failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The numbers of a redrive so far, for logs and answers. */
    public static Map<String, Object> numbers(Redrive redrive) {
        Map<String, Object> refused = new LinkedHashMap<>();
        redrive.refused().forEach((reason, count) -> refused.put(reason.name().toLowerCase(Locale.ROOT), count));
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("count", redrive.redriven());
        numbers.put("refused", refused);
        return numbers;
    }

    private static Map<String, Object> numbers(Redrive redrive, Throwable error) {
        Map<String, Object> numbers = numbers(redrive);
        if (error != null) {
            numbers.put("error", InvocationFailure.of(error).cause().toString());
        }
        return numbers;
    }

    /**
     * Discards open letters.
     *
     * @return their number
     */
    public long discard(Order order, LetterFilter filter, String by, String reason) {
        long count = desks.ofOpenStream(order.stream()).discard(order.topic(), filter, by, reason);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("count", count);
        details.put("reason", reason);
        details.put("filter", logged(order.conditions()));
        done(order, "discard", details);
        return count;
    }
}
