package io.quarkiverse.eventstream.runtime.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;

/**
 * An event on its way to its topics. Completes when each topic has answered: with a receipt when all were written, else with a
 * {@link PublishException}. Whoever depends on {@link #outcome()} runs on the stream's own thread and must not block.
 */
final class Publication {

    private final OutgoingEvent event;
    private final PublishObservation observation;
    private final CompletableFuture<PublishReceipt> outcome = new CompletableFuture<>();
    private final WrittenRecord[] written;
    private final Throwable[] errors;
    private int open;

    Publication(OutgoingEvent event, PublishObservation observation) {
        this.event = event;
        this.observation = observation;
        this.open = event.topics().size();
        this.written = new WrittenRecord[open];
        this.errors = new Throwable[open];
    }

    CompletableFuture<PublishReceipt> outcome() {
        return outcome;
    }

    void answered(int topic, WrittenRecord record, Throwable error) {
        synchronized (this) {
            written[topic] = record;
            errors[topic] = error;
            open--;
            if (open > 0) {
                return;
            }
        }
        conclude();
    }

    private void conclude() {
        List<WrittenRecord> records = new ArrayList<>(written.length);
        Map<String, Throwable> failures = Map.of();
        for (int topic = 0; topic < written.length; topic++) {
            if (errors[topic] == null) {
                records.add(written[topic]);
            } else {
                failures = failures.isEmpty() ? new LinkedHashMap<>() : failures;
                failures.put(event.topics().get(topic), errors[topic]);
            }
        }
        PublishReceipt receipt = new PublishReceipt(event.id(), records);
        if (failures.isEmpty()) {
            observation.ended(null);
            outcome.complete(receipt);
        } else {
            PublishException failure = new PublishException(event, failures, receipt);
            observation.ended(failure);
            outcome.completeExceptionally(failure);
        }
    }
}
