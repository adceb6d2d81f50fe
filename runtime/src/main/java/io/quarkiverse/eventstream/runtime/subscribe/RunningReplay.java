package io.quarkiverse.eventstream.runtime.subscribe;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.Replay;

/**
 * A replay, as its user sees it.
 */
final class RunningReplay implements Replay {

    private final String topic;
    private final Consumption consumption;
    private final UserStages stages;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    RunningReplay(String topic, Consumption consumption, UserStages stages) {
        this.stages = stages;
        this.topic = topic;
        this.consumption = consumption;
        consumption.ended().whenComplete((complete, gone) -> {
            if (gone != null) {
                completion.completeExceptionally(gone);
            } else if (complete) {
                completion.complete(null);
            } else {
                completion.completeExceptionally(
                        new CancellationException("The replay of the topic " + topic + " was stopped before its end"));
            }
        });
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public CompletionStage<Void> completion() {
        return stages.of(completion);
    }

    @Override
    public CompletionStage<Void> cancel() {
        return stages.of(consumption.stop());
    }
}
