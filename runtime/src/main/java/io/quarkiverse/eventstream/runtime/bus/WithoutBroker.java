package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState.Condition;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.Consumption;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/** The consumption of a stream that delivers nothing: always healthy, and always at its end. */
final class WithoutBroker implements Consumptions {

    private static final Consumption NOTHING = new Consumption() {

        @Override
        public void listenersChanged() {}

        @Override
        public CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public boolean skip(String listener, int partition, long offset, String reason) {
            return false;
        }

        @Override
        public List<UnfinishedEvent> unfinishedEvents() {
            return List.of();
        }

        @Override
        public ConsumptionState state() {
            return new ConsumptionState(Condition.CONSUMING, null, 0, List.of(), OptionalLong.empty(), System.nanoTime());
        }

        @Override
        public CompletionStage<Boolean> ended() {
            return CompletableFuture.completedStage(true);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    };

    @Override
    public Consumption consume(ListenerGroup group) {
        return NOTHING;
    }

    @Override
    public Consumption replay(ListenerGroup group, Offset from, Offset to) {
        return NOTHING;
    }

    @Override
    public void stop(Duration drainTimeout) {}
}
