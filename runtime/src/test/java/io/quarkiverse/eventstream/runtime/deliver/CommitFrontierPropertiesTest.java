package io.quarkiverse.eventstream.runtime.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.runtime.model.Position;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The invariants of {@link CommitFrontier}, by the numbers of its documentation: after each operation of any sequence, and with threads
 * that mark concurrently.
 */
class CommitFrontierPropertiesTest {

    /** An operation on a partition. The number chooses the distance, or the record. */
    record Operation(Kind kind, int number) {
        enum Kind {
            RECEIVE, SKIP, ADVANCE, TRUNCATE, SETTLE, SETTLE_AGAIN, FAIL, COMMIT, REVOKE, SEEK
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Operation.Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Operation.Kind.RECEIVE), Tuple.of(3, Operation.Kind.SKIP),
                Tuple.of(2, Operation.Kind.ADVANCE), Tuple.of(1, Operation.Kind.TRUNCATE),
                Tuple.of(8, Operation.Kind.SETTLE), Tuple.of(1, Operation.Kind.SETTLE_AGAIN),
                Tuple.of(2, Operation.Kind.FAIL), Tuple.of(3, Operation.Kind.COMMIT),
                Tuple.of(1, Operation.Kind.REVOKE), Tuple.of(1, Operation.Kind.SEEK));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1000)).as(Operation::new)
                .list().ofMaxSize(200);
    }

    @Property(tries = 2000)
    void theInvariantsHoldAfterEachOperation(@ForAll("operations") List<Operation> operations) {
        Model model = new Model();
        for (Operation operation : operations) {
            model.apply(operation);
            model.check();
        }
        model.finish();
    }

    /** The plainest model of a partition: every record, and whether it is settled. */
    private static final class Model {

        private CommitFrontier frontier = new CommitFrontier(Position.at(0));
        private final TreeMap<Long, CommitFrontier.Mark> unsettled = new TreeMap<>();
        private final List<CommitFrontier.Mark> settledMarks = new ArrayList<>();
        private final List<CommitFrontier.Mark> marksOfOld = new ArrayList<>();
        private final TreeMap<Long, Boolean> received = new TreeMap<>();
        /** The epoch before each position that fetching has reached. */
        private final TreeMap<Long, Integer> epochs = new TreeMap<>(Map.of(0L, Position.NO_EPOCH));
        private int epoch;
        private long next;
        private long committed;

        void apply(Operation operation) {
            int number = operation.number();
            switch (operation.kind()) {
                case RECEIVE -> {
                    // Compaction and transactions leave holes.
                    receive(next + number % 3);
                }
                case SKIP -> {
                    frontier.skipped(next + number % 3, epoch);
                    advance(next + number % 3 + 1);
                }
                case ADVANCE -> {
                    frontier.fetchedUpTo(new Position(next + number % 3, epoch));
                    advance(next + number % 3);
                }
                case TRUNCATE -> {
                    long offset = number % Math.max(1, next);
                    marksOfOld.addAll(unsettled.tailMap(offset).values());
                    unsettled.tailMap(offset).clear();
                    received.tailMap(offset).clear();
                    if (offset < next) {
                        epochs.tailMap(offset).clear();
                        epochs.put(offset, Position.NO_EPOCH);
                    }
                    committed = Math.min(committed, offset);
                    epoch++;
                    receive(offset);
                    marksOfOld.forEach(CommitFrontier.Mark::settle);
                }
                case SETTLE -> {
                    if (!unsettled.isEmpty()) {
                        Long offset = new ArrayList<>(unsettled.keySet()).get(number % unsettled.size());
                        CommitFrontier.Mark mark = unsettled.remove(offset);
                        mark.settle();
                        settledMarks.add(mark);
                    }
                }
                case SETTLE_AGAIN -> settledMarks.forEach(CommitFrontier.Mark::settle);
                case FAIL -> {
                    // The frontier does not learn of a failure: the record just is not settled.
                }
                case COMMIT -> committed = frontier.committable();
                case REVOKE -> beginAt(committed);
                case SEEK -> beginAt(number);
            }
        }

        private void receive(long offset) {
            epochs.putIfAbsent(offset, epochs.lastEntry().getValue());
            unsettled.put(offset, frontier.received(offset, epoch));
            received.put(offset, true);
            advance(offset + 1);
        }

        private void advance(long position) {
            next = position;
            epochs.put(next, epoch);
        }

        private void beginAt(long position) {
            marksOfOld.addAll(unsettled.values());
            unsettled.clear();
            received.clear();
            frontier = new CommitFrontier(new Position(position, epoch));
            epochs.clear();
            advance(position);
            committed = position;
            // Invocations of the earlier delivery end late.
            marksOfOld.forEach(CommitFrontier.Mark::settle);
        }

        void check() {
            long committable = frontier.committable();
            long lowestUnsettled = unsettled.isEmpty() ? next : unsettled.firstKey();
            assertThat(committable).as("1, 3 and 4: exactly up to the first that is not settled").isEqualTo(lowestUnsettled);
            assertThat(frontier.committableEpoch()).as("the epoch of what is before").isEqualTo(epochs.get(committable));
            assertThat(committable).as("2: never back").isGreaterThanOrEqualTo(committed);
            assertThat(frontier.held()).as("5: nothing from below the frontier is held")
                    .isEqualTo(received.tailMap(committable).size());
        }

        void finish() {
            unsettled.values().forEach(CommitFrontier.Mark::settle);
            unsettled.clear();
            assertThat(frontier.committable()).as("3").isEqualTo(next);
            assertThat(frontier.held()).isZero();
        }
    }

    @Example
    void theInvariantsHoldWhileManyThreadsMark() throws InterruptedException {
        int count = 200_000;
        int threads = 4;
        CommitFrontier frontier = new CommitFrontier(Position.at(0));
        ConcurrentLinkedQueue<CommitFrontier.Mark> open = new ConcurrentLinkedQueue<>();
        Map<CommitFrontier.Mark, Long> offsets = new ConcurrentHashMap<>();
        Set<Long> unmarked = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int thread = 0; thread < threads; thread++) {
            pool.execute(() -> markAtWill(open, offsets, unmarked));
        }

        long last = 0;
        for (long offset = 0; offset < count; offset++) {
            // Known as unsettled before the frontier knows it, and removed from this set before the mark is set: so no record that the
            // frontier passes may be in it.
            unmarked.add(offset);
            CommitFrontier.Mark mark = frontier.received(offset, 0);
            offsets.put(mark, offset);
            open.add(mark);
            if (offset % 100 == 0) {
                long committable = frontier.committable();
                assertThat(committable).as("2").isGreaterThanOrEqualTo(last);
                for (long passed = last; passed < committable; passed++) {
                    assertThat(unmarked.contains(passed)).as("1: %d was passed unsettled", passed).isFalse();
                }
                last = committable;
            }
        }
        while (!open.isEmpty()) {
            Thread.onSpinWait();
        }
        pool.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(frontier.committable()).as("3").isEqualTo(count);
        assertThat(frontier.held()).as("5").isZero();
    }

    private static void markAtWill(ConcurrentLinkedQueue<CommitFrontier.Mark> open,
            Map<CommitFrontier.Mark, Long> offsets, Set<Long> unmarked) {
        List<CommitFrontier.Mark> kept = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            CommitFrontier.Mark mark = open.poll();
            if (mark != null) {
                kept.add(mark);
            }
            if (!kept.isEmpty() && (mark == null || ThreadLocalRandom.current().nextInt(4) == 0)) {
                CommitFrontier.Mark chosen = kept.remove(ThreadLocalRandom.current().nextInt(kept.size()));
                unmarked.remove(offsets.get(chosen));
                chosen.settle();
            }
        }
        kept.forEach(CommitFrontier.Mark::settle);
    }
}
