package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;

/** Fetches stored records, so that those of a key come in the order of their transactions. Confined to the thread of the relay. */
final class Fetch {

    private static final int BATCH = 500;

    private final OutboxTable table;
    private final HeldRecords held;
    /** Up to this id, all records that were visible have been fetched. */
    private long cursor;
    private boolean hasMore;

    Fetch(OutboxTable table, HeldRecords held) {
        this.table = table;
        this.held = held;
    }

    /** Begins at the start again: there are new shards, whose records may be below the cursor. */
    void restart() {
        cursor = 0;
    }

    /** Whether more records than the last fetch had room for may be stored, and there is room now. */
    boolean canContinue() {
        return hasMore && held.room() > 0;
    }

    /**
     * Fetches new records, and older ones of transactions that have committed late. These come second: a transaction that began after the
     * commit of another has higher ids, so if a new record was found, all that must be sent before it are found now.
     *
     * @return whether any were found
     */
    boolean run(Connection connection, Set<Integer> shards, Collection<String> streams) throws SQLException {
        Wanted wanted = new Wanted(shards, List.copyOf(streams), held.congested());
        if (wanted.streams().isEmpty()) {
            return false;
        }
        boolean found = fetchMoreOfKeys(connection, wanted);
        int room = Math.min(BATCH, held.room());
        if (room <= 0) {
            return found;
        }
        long from = held.size() == 0 ? 0 : cursor;
        List<StoredRecord> records = table.after(connection, wanted, from, room);
        List<Long> late = late(connection, wanted, from);
        held.add(table.withIds(connection, late.subList(0, Math.min(late.size(), BATCH))));
        if (late.size() <= BATCH) {
            held.add(records);
            records.forEach(record -> cursor = Math.max(cursor, record.id()));
        }
        hasMore = records.size() == room || late.size() > BATCH;
        return found || !records.isEmpty() || !late.isEmpty();
    }

    /** The ids of records up to one that are not held. */
    private List<Long> late(Connection connection, Wanted wanted, long upTo) throws SQLException {
        if (upTo == 0) {
            return List.of();
        }
        List<Long> ids = table.idsUpTo(connection, wanted, upTo, held.size() + BATCH + 1);
        ids.removeIf(held::contains);
        return ids;
    }

    private boolean fetchMoreOfKeys(Connection connection, Wanted wanted) throws SQLException {
        boolean found = false;
        for (Lane lane : held.lanes()) {
            if (lane.wantsMore()) {
                int most = 2 * Lane.LIMIT;
                List<StoredRecord> records = table.ofHash(connection, wanted, lane.hash, most);
                lane.fetchedMore(records.size() < most);
                held.add(records);
                found |= !records.isEmpty();
            }
        }
        return found;
    }
}
