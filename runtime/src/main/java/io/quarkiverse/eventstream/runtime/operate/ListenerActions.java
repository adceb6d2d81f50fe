package io.quarkiverse.eventstream.runtime.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;

/**
 * What operators do with a listener of this instance, whatever the surface. Each action that is carried out is logged, and returns its
 * details. Throws {@link NoSuchElementException} where there is no such stream or listener. Thread-safe.
 */
@Singleton
public class ListenerActions {

    private static final long SEEK_SECONDS = 5;

    private final EventStreams streams;
    private final ActionLog log;

    @Inject
    ListenerActions(EventStreams streams, ActionLog log) {
        this.streams = streams;
        this.log = log;
    }

    /**
     * Which listener, and for whom.
     *
     * @param by the operator
     */
    public record Order(String by, String stream, String listener) {}

    private Subscription subscription(Order order) {
        return streams.get(streams.requireOpen(order.stream())).subscription(order.listener())
                .orElseThrow(() -> new NoSuchElementException("There is no listener " + order.listener()));
    }

    private Map<String, Object> done(Order order, String action, Map<String, Object> details) {
        log.done(new OperatorAction(order.by(), action, order.listener(), details));
        return details;
    }

    public Map<String, Object> pause(Order order) {
        subscription(order).pause();
        return done(order, "pause", Map.of());
    }

    /** Ends a pause, or releases a listener that its failure policy has stopped. */
    public Map<String, Object> resume(Order order) {
        Subscription subscription = subscription(order);
        boolean isStopped = subscription.isStopped();
        subscription.resume();
        return done(order, isStopped ? "release" : "resume", Map.of());
    }

    /**
     * Moves the group. Waits for the commit, but not for ever: the seek itself waits until this instance holds a partition.
     *
     * @param partition empty for all that this instance holds
     * @return with {@code committed}, whether the position is committed already
     * @throws IllegalArgumentException if the partition is not held
     */
    public Map<String, Object> seek(Order order, OptionalInt partition, Offset offset) {
        Subscription subscription = subscription(order);
        CompletionStage<Void> sought = partition.isPresent()
                ? subscription.seek(partition.getAsInt(), offset)
                : subscription.seek(offset);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("offset", offset.toString());
        partition.ifPresent(number -> details.put("partition", number));
        details.put("committed", isCommitted(sought));
        return done(order, "seek", details);
    }

    private static boolean isCommitted(CompletionStage<Void> sought) {
        try {
            sought.toCompletableFuture().orTimeout(SEEK_SECONDS, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return false;
            }
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new EventStreamException("The seek failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Replays a section of the topic to this listener only. It continues in the background. */
    public Map<String, Object> replay(Order order, Offset from, Offset to) {
        Subscription subscription = subscription(order);
        streams.get(order.stream()).newReplay(subscription.topic()).group(subscription.group()).listeners(subscription.id())
                .from(from).to(to).start();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("from", from.toString());
        details.put("to", to.toString());
        return done(order, "replay", details);
    }

    /**
     * Skips one event.
     *
     * @throws IllegalStateException if it is not being delivered to the listener
     */
    public Map<String, Object> skip(Order order, int partition, long offset, String reason) {
        if (!subscription(order).skip(partition, offset, order.by() + ": " + reason)) {
            throw new IllegalStateException(
                    "This instance does not deliver offset " + offset + " of partition " + partition + " to " + order.listener()
                            + " at the moment");
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("partition", partition);
        details.put("offset", offset);
        details.put("reason", reason);
        return done(order, "skip", details);
    }
}
