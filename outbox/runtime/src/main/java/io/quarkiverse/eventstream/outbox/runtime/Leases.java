package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

/**
 * The shards whose records this instance sends. All instances share them out evenly, through a table, and without comparing clocks: an
 * instance increases the beats of its rows, and rows whose beat has not changed for a while, by the clock of the observer, are free. Its
 * invariants:
 * <ol>
 * <li>No two instances own a shard at a time: an instance whose beats are late owns none, before others take its shards.
 * <li>An instance that has more than its share gives up a shard once its records in flight have been answered.
 * </ol>
 * Confined to the thread of the relay.
 */
final class Leases {

    static final Duration BEAT = Duration.ofSeconds(3);
    /** Less than {@link #EXPIRY}, since the instance counts from before its beat, and others from when they have seen it. */
    private static final Duration VALIDITY = Duration.ofSeconds(6);
    static final Duration EXPIRY = Duration.ofSeconds(8);
    /** An instance that is gone is forgotten, once none can mistake it for one that is slow. */
    private static final Duration OBLIVION = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Leases.class);
    private static final String TABLE = OutboxTable.NAME + "_lease";
    private static final String SHARD = "shard-";
    private static final String INSTANCE = "instance-";

    private final String self = UUID.randomUUID().toString();
    private final LongSupplier clock;
    /** The rows, as they were read last. */
    private Map<String, Observed> rows = Map.of();
    private final Set<Integer> owned = new TreeSet<>();
    private final Set<Integer> leaving = new TreeSet<>();
    private long validUntil;
    private long nextBeat;
    private int instances = 1;

    /** A row, and since when it has not changed. */
    private record Observed(String owner, long beat, long since) {}

    Leases(LongSupplier clock) {
        this.clock = clock;
        this.validUntil = clock.getAsLong();
        this.nextBeat = clock.getAsLong();
    }

    /** The shards whose records may be sent now; none if the last beat is too old. */
    Set<Integer> sendable() {
        if (!areValid()) {
            return Set.of();
        }
        Set<Integer> shards = new TreeSet<>(owned);
        shards.removeAll(leaving);
        return shards;
    }

    /** Whether there are {@link #sendable} shards. */
    boolean isAnySendable() {
        return areValid() && owned.size() > leaving.size();
    }

    /** Whether the last beat is recent enough for sending. */
    boolean areValid() {
        return clock.getAsLong() - validUntil < 0;
    }

    /** Whether there are other instances. */
    boolean isShared() {
        return instances > 1;
    }

    long nanosToBeat() {
        return nextBeat - clock.getAsLong();
    }

    /**
     * Renews the leases if it is time to, takes free shards, and gives up those that are more than its share.
     *
     * @param inFlight whether records of a shard are in flight
     * @return whether this instance has shards that it did not have before
     */
    boolean beatIfDue(Connection connection, IntPredicate inFlight) throws SQLException {
        if (nanosToBeat() > 0) {
            return false;
        }
        long began = clock.getAsLong();
        // At first, and after others have forgotten this instance because it was away for long, there is no row.
        if (update(connection, "UPDATE " + TABLE + " SET beat = beat + 1 WHERE owner = ?", self) == 0) {
            update(connection, "INSERT INTO " + TABLE + " (beat, owner, name) VALUES (1, ?, ?)", self, INSTANCE + self);
        }
        rows = read(connection);
        boolean adopted = takeStock();
        validUntil = began + VALIDITY.toNanos();
        nextBeat = began + BEAT.toNanos();
        return share(connection, began, inFlight) | adopted;
    }

    /** Also finds shards that were taken although the statement seemed to fail. Returns whether there are any. */
    private boolean takeStock() {
        Set<Integer> before = Set.copyOf(owned);
        owned.clear();
        for (int shard = 0; shard < StoredRecord.SHARDS; shard++) {
            if (isOwn(rows.get(SHARD + shard))) {
                owned.add(shard);
            }
        }
        leaving.retainAll(owned);
        return !before.containsAll(owned);
    }

    private boolean isOwn(Observed row) {
        return row != null && self.equals(row.owner());
    }

    /** The age of a row counts from when it was seen, so that no lease seems older than it is. */
    private Map<String, Observed> read(Connection connection) throws SQLException {
        Map<String, Observed> read = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT name, owner, beat FROM " + TABLE);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                String name = result.getString(1);
                Observed before = rows.get(name);
                Observed row = new Observed(result.getString(2), result.getLong(3),
                        clock.getAsLong());
                boolean same = before != null && before.beat() == row.beat() && Objects.equals(before.owner(), row.owner());
                read.put(name, same ? before : row);
            }
        }
        return read;
    }

    private boolean share(Connection connection, long now, IntPredicate inFlight) throws SQLException {
        instances = 0;
        for (Map.Entry<String, Observed> row : rows.entrySet()) {
            if (row.getKey().startsWith(INSTANCE)) {
                instances += isOwn(row.getValue()) || !isOlder(row.getValue(), EXPIRY, now) ? 1 : 0;
                forgetIfGone(connection, row.getKey(), row.getValue(), now);
            }
        }
        int share = (StoredRecord.SHARDS + instances - 1) / Math.max(1, instances);
        leaving.clear();
        owned.stream().limit(Math.max(0, owned.size() - share)).forEach(leaving::add);
        giveUpLeaving(connection, inFlight);
        return takeFree(connection, now, share - owned.size());
    }

    private static boolean isOlder(Observed row, Duration age, long now) {
        return now - row.since() >= age.toNanos();
    }

    private void forgetIfGone(Connection connection, String name, Observed row, long now) throws SQLException {
        if (!isOwn(row) && isOlder(row, OBLIVION, now)) {
            update(connection, "DELETE FROM " + TABLE + " WHERE beat = " + row.beat() + " AND name = ?", name);
        }
    }

    /** Whether shards are to be given up. */
    boolean areLeaving() {
        return !leaving.isEmpty();
    }

    /** Gives up the shards that are to go, unless their records are in flight. */
    void giveUpLeaving(Connection connection, IntPredicate inFlight) throws SQLException {
        for (int shard : List.copyOf(leaving)) {
            if (!inFlight.test(shard)) {
                update(connection, "UPDATE " + TABLE + " SET owner = NULL, beat = beat + 1 WHERE owner = ? AND name = ?", self,
                        SHARD + shard);
                leaving.remove(shard);
                owned.remove(shard);
                LOG.debugf("The outbox leaves the shard %d to another instance", shard);
            }
        }
    }

    private boolean takeFree(Connection connection, long now, int count) throws SQLException {
        int taken = 0;
        for (int shard = 0; shard < StoredRecord.SHARDS && taken < count; shard++) {
            Observed row = rows.get(SHARD + shard);
            if (row == null || owned.contains(shard) || row.owner() != null && !isOlder(row, EXPIRY, now)) {
                continue;
            }
            if (take(connection, SHARD + shard, row)) {
                owned.add(shard);
                taken++;
                LOG.debugf("The outbox sends the events of the shard %d, %s", shard,
                        row.owner() == null ? "which was free" : "whose instance is gone");
            }
        }
        return taken > 0;
    }

    /** If another instance has been faster, the row has another beat. */
    private boolean take(Connection connection, String name, Observed row) throws SQLException {
        return update(connection,
                "UPDATE " + TABLE + " SET beat = beat + 1, owner = ? WHERE beat = " + row.beat() + " AND name = ?", self,
                name) == 1;
    }

    /** Gives up everything, when the instance stops. */
    void leave(Connection connection) throws SQLException {
        owned.clear();
        leaving.clear();
        update(connection, "DELETE FROM " + TABLE + " WHERE owner = ? AND name = ?", self, INSTANCE + self);
        update(connection, "UPDATE " + TABLE + " SET owner = NULL, beat = beat + 1 WHERE owner = ?", self);
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
