package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;

/**
 * A registered listener, as its user sees it.
 */
final class ActiveSubscription implements Subscription {

    private final Listener listener;
    private final Subscriptions subscriptions;
    private final UserStages stages;
    private CompletableFuture<Void> cancelled;

    ActiveSubscription(Listener listener, Subscriptions subscriptions, UserStages stages) {
        this.listener = listener;
        this.stages = stages;
        this.subscriptions = subscriptions;
    }

    @Override
    public String id() {
        return listener.spec().id();
    }

    @Override
    public String topic() {
        return listener.spec().topic();
    }

    @Override
    public String name() {
        return listener.spec().name();
    }

    @Override
    public String group() {
        return listener.spec().group();
    }

    @Override
    public void pause() {
        listener.pause();
        subscriptions.changed(listener);
    }

    @Override
    public void resume() {
        listener.resume();
        subscriptions.changed(listener);
    }

    @Override
    public boolean isPaused() {
        return listener.isPaused();
    }

    @Override
    public boolean isStopped() {
        return listener.isStopped();
    }

    @Override
    public CompletionStage<Void> seek(Offset offset) {
        return seek(OptionalInt.empty(), offset);
    }

    @Override
    public CompletionStage<Void> seek(int partition, Offset offset) {
        return seek(OptionalInt.of(partition), offset);
    }

    private CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
        return stages.of(subscriptions.seek(this, partition, Objects.requireNonNull(offset, "offset")));
    }

    @Override
    public boolean skip(int partition, long offset, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("An event is skipped with a reason, which the log keeps; it is blank");
        }
        return subscriptions.skip(this, partition, offset, reason);
    }

    Listener listener() {
        return listener;
    }

    @Override
    public CompletionStage<Void> cancel() {
        synchronized (this) {
            if (cancelled != null) {
                return stages.of(cancelled);
            }
            cancelled = new CompletableFuture<>();
        }
        subscriptions.cancel(listener).whenComplete((nothing, error) -> cancelled.complete(null));
        return stages.of(cancelled);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled != null;
    }
}
