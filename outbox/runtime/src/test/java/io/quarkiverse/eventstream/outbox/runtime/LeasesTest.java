package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Set<Integer> ALL = IntStream.range(0, StoredRecord.SHARDS).boxed().collect(Collectors.toSet());

    private final Set<Integer> inFlight = new HashSet<>();
    private TestDatabase database;
    private Connection connection;
    private long now;
    private Leases first;
    private Leases second;

    @BeforeEach
    void create() throws Exception {
        database = new TestDatabase();
        connection = database.connect();
        first = new Leases(() -> now);
        second = new Leases(() -> now);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        database.close();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private boolean beat(Leases leases) throws SQLException {
        return leases.beatIfDue(connection, inFlight::contains);
    }

    private void beatBoth() throws SQLException {
        beat(first);
        beat(second);
        pass(Leases.BEAT);
    }

    private void assertShared() {
        assertThat(first.sendable()).hasSize(16).doesNotContainAnyElementsOf(second.sendable());
        assertThat(second.sendable()).hasSize(16);
    }

    @Test
    void aloneAnInstanceHasAllShardsAtOnce() throws SQLException {
        assertThat(first.sendable()).as("before the first beat").isEmpty();

        assertThat(beat(first)).as("whether it has new shards").isTrue();

        assertThat(first.sendable()).isEqualTo(ALL);
        assertThat(first.isShared()).isFalse();
    }

    @Test
    void aSecondInstanceGetsHalfOfThem() throws SQLException {
        beat(first);
        pass(Leases.BEAT);
        for (int i = 0; i < 3; i++) {
            beatBoth();
        }

        beat(first);
        beat(second);
        assertShared();
        assertThat(first.isShared()).isTrue();
    }

    @Test
    void aShardWithRecordsInFlightIsKeptAndSendsNothingNew() throws SQLException {
        inFlight.addAll(ALL);
        beat(first);
        pass(Leases.BEAT);
        beatBoth();
        beat(first);

        assertThat(first.sendable()).hasSize(16);
        beat(second);
        assertThat(second.sendable()).as("their records may still be written").isEmpty();
        inFlight.clear();
        first.giveUpLeaving(connection, inFlight::contains);
        pass(Leases.BEAT);
        beat(first);
        beat(second);
        assertShared();
    }

    @Test
    void theShardsOfAnInstanceThatIsGoneAreTakenOverAndNotBefore() throws SQLException {
        for (int i = 0; i < 4; i++) {
            beatBoth();
        }
        beat(first);
        beat(second);
        assertShared();

        pass(Duration.ofSeconds(5));
        beat(second);
        assertThat(second.sendable()).hasSize(16);
        pass(Duration.ofSeconds(2));
        assertThat(first.sendable()).as("its beats are late").isEmpty();
        beat(second);
        pass(Leases.EXPIRY);
        beat(second);

        assertThat(second.sendable()).isEqualTo(ALL);
    }

    @Test
    void anInstanceThatWasAwayForLongHasNothingUntilItShares() throws SQLException {
        beat(first);
        for (int i = 0; i < 30; i++) {
            pass(Leases.BEAT);
            beat(second);
        }
        assertThat(second.sendable()).isEqualTo(ALL);
        assertThat(first.sendable()).isEmpty();

        for (int i = 0; i < 4; i++) {
            beatBoth();
        }

        beat(first);
        beat(second);
        assertShared();
    }

    @Test
    void anInstanceThatLeavesFreesItsShardsAtOnce() throws SQLException {
        beat(first);
        beat(second);
        first.leave(connection);
        pass(Leases.BEAT);

        beat(second);

        assertThat(first.sendable()).isEmpty();
        assertThat(second.sendable()).isEqualTo(ALL);
    }

    @Test
    void noShardEverHasTwoOwnersWhileInstancesComeAndGo() throws SQLException {
        Random random = new Random(17);
        Leases[] instances = {first, second, new Leases(() -> now), new Leases(() -> now)};
        for (int step = 0; step < 2_000; step++) {
            pass(Duration.ofMillis(random.nextInt(2_000)));
            Leases one = instances[random.nextInt(instances.length)];
            if (random.nextInt(40) == 0) {
                pass(Duration.ofSeconds(random.nextInt(12)));
            }
            if (random.nextInt(30) == 0) {
                inFlight.add(random.nextInt(StoredRecord.SHARDS));
            } else if (random.nextInt(10) == 0) {
                inFlight.clear();
            }
            beat(one);
            Set<Integer> seen = new HashSet<>();
            for (Leases instance : instances) {
                for (int shard : instance.sendable()) {
                    assertThat(seen.add(shard)).as("shard %d in step %d", shard, step).isTrue();
                }
            }
        }
    }
}
