package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * The invocations that still run in partitions that have stopped dispatching. Confined to the polling thread.
 */
record RunningInvocations(Collection<PartitionDelivery> stopped, ListenerGroup group) {

    private static final Logger LOG = Logger.getLogger(RunningInvocations.class);
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * Waits until all of them have ended, or logs those that have not when the time is over.
     *
     * @param fence checked meanwhile, because other partitions are still dispatched
     */
    void await(Duration timeout, MembershipFence fence) {
        CompletableFuture<?> invocations = CompletableFuture.allOf(stopped.stream()
                .map(delivery -> delivery.stop().toCompletableFuture()).toArray(CompletableFuture[]::new));
        Deadline deadline = Deadline.in(timeout);
        while (!invocations.isDone() && !deadline.isOver()) {
            awaitBriefly(invocations, Math.min(deadline.left().toNanos(), CHECK_NANOS));
            fence.checkIfDue();
        }
        if (!invocations.isDone()) {
            LOG.warnf("Invocations of listeners of %s have not ended within %s; %s: %s", group, timeout,
                    group.commitsBefore()
                            ? "their events are committed, and will not be redelivered"
                            : "their events will be redelivered",
                    stopped.stream().flatMap(delivery -> delivery.runningEvents().stream()).toList());
        }
    }

    private static void awaitBriefly(CompletableFuture<?> invocations, long nanos) {
        try {
            invocations.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            // The caller checks again. The exception has cleared an interrupt.
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of an invocation never fails", e);
        }
    }
}
