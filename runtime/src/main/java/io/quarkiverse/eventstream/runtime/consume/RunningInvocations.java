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
 * The calls that run when partitions are let go. Confined to the polling thread.
 *
 * @param ending the partitions that begin no further call
 * @param group what is consumed
 */
record RunningInvocations(Collection<PartitionDelivery> ending, ListenerGroup group) {

    private static final Logger LOG = Logger.getLogger(RunningInvocations.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * Waits until all of them have ended, or the time is over, which is logged.
     *
     * @param fence looked after meanwhile, for the partitions that are still dispatched
     */
    void await(Duration timeout, MembershipFence fence) {
        CompletableFuture<?> calls = CompletableFuture.allOf(ending.stream()
                .map(delivery -> delivery.stop().toCompletableFuture()).toArray(CompletableFuture[]::new));
        Deadline deadline = Deadline.in(timeout);
        while (!calls.isDone() && !deadline.isOver()) {
            awaitBriefly(calls, Math.min(deadline.left().toNanos(), LOOK_NANOS));
            fence.lookIfDue();
        }
        if (!calls.isDone()) {
            LOG.warnf("Invocations of listeners of %s have not ended within %s; their events will be redelivered: %s", group,
                    timeout,
                    ending.stream().flatMap(delivery -> delivery.runningEvents().stream()).toList());
        }
    }

    private static void awaitBriefly(CompletableFuture<?> calls, long nanos) {
        try {
            calls.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException e) {
            // Looked at again. An interrupt is cleared by its exception.
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of a call never fails", e);
        }
    }
}
