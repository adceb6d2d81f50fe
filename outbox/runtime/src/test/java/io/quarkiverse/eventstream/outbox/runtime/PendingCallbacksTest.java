package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

class PendingCallbacksTest {

    private static final int MANY = 20_000;
    private static final int LARGE = 10_000;

    private final PendingCallbacks callbacks = new PendingCallbacks(new Room(100 * LARGE + MANY * 1_000));
    private final List<String> outcomes = new ArrayList<>();

    private void store(long id) {
        store(id, 0);
    }

    private void store(long id, int size) {
        callbacks.add(id, new ProducerRecord<>("orders", new byte[size]),
                (written, error) -> outcomes.add(id + (error == null ? " written" : " " + error.getMessage())));
    }

    @Test
    void aRecordMayBeSentBeforeItsTransactionHasToldOfTheCommit() {
        store(1);
        callbacks.written(1, new WrittenRecord("orders", 0, 0));

        callbacks.committed(1);

        assertThat(outcomes).containsExactly("1 written");
        assertThat(callbacks.isEmpty()).isTrue();
    }

    @Test
    void ofTooManyTheLaterOnesLearnThatTheyAreStored() {
        for (long id = 1; id <= MANY + 1; id++) {
            store(id);
            callbacks.committed(id);
        }
        assertThat(outcomes).hasSize(1).first().asString().startsWith(MANY + 1 + " The event is stored, and will be sent; ");
        callbacks.written(1, new WrittenRecord("orders", 0, 0));

        store(MANY + 2);
        callbacks.committed(MANY + 2);

        assertThat(outcomes).as("there is room again").hasSize(2);
    }

    @Test
    void eventsThatTakeTooMuchMemoryLearnThatTheyAreStored() {
        long id = 0;
        while (outcomes.isEmpty()) {
            store(++id, LARGE);
            callbacks.committed(id);
        }

        assertThat(id).isBetween(MANY / 10L, MANY / 2L);
        assertThat(outcomes.get(0)).startsWith(id + " The event is stored, and will be sent; ");
    }

    @Test
    void aSingleEventMayHaveAnySize() {
        PendingCallbacks small = new PendingCallbacks(new Room(10));
        small.add(1, new ProducerRecord<>("orders", new byte[LARGE]), (written, error) -> outcomes.add("completed"));
        small.committed(1);

        assertThat(outcomes).isEmpty();
    }
}
