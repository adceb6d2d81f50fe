package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Head;
import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;

/** Fetches stored records, so that those of a key come in the order of their transactions. Confined to the thread of the relay. */
final class Fetch {

    private static final int BATCH = 500;
    private static final int KEYS_AT_ONCE = 10;

    private final OutboxTable table;
    private final HeldRecords held;
    /** Up to this id, all records that were visible have been fetched, or are left out on purpose. */
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
     * Fetches new records, and older ones of transactions that have committed late. These are looked for second: a transaction that began
     * after the commit of another has higher ids, so if a new record was found, all that must be sent before it are found then.
     *
     * @return whether any were found
     */
    boolean run(Connection connection, Set<Integer> shards, Collection<String> streams) throws SQLException {
        if (streams.isEmpty()) {
            return false;
        }
        Wanted wanted = new Wanted(shards, List.copyOf(streams), held.refusingTopics(), held.congestedHashes());
        boolean found = fetchMoreOfKeys(connection, wanted);
        int room = Math.min(BATCH, held.room());
        if (room <= 0) {
            return found;
        }
        long from = held.size() == 0 ? 0 : cursor;
        List<Head> fresh = table.after(connection, wanted, from, room);
        List<Head> late = late(connection, wanted, from);
        List<Head> fittingLate = fitting(late);
        held.add(table.withIds(connection, Head.ids(fittingLate)));
        hasMore = fresh.size() == room || fittingLate.size() < late.size();
        if (fittingLate.size() == late.size()) {
            List<Head> fitting = fitting(fresh);
            held.add(table.withIds(connection, Head.ids(fitting)));
            fitting.forEach(head -> cursor = Math.max(cursor, head.id()));
            hasMore |= fitting.size() < fresh.size();
        }
        return found || !fresh.isEmpty() || !late.isEmpty();
    }

    /** Records up to an id that are not held. */
    private List<Head> late(Connection connection, Wanted wanted, long upTo) throws SQLException {
        if (upTo == 0) {
            return List.of();
        }
        List<Head> heads = table.upTo(connection, wanted, upTo, held.size() + BATCH + 1);
        heads.removeIf(head -> held.contains(head.id()));
        return heads;
    }

    /** The first of them, as far as there is room. */
    private List<Head> fitting(List<Head> heads) {
        List<Head> fitting = new ArrayList<>();
        long bytes = held.roomInBytes();
        for (Head head : heads) {
            bytes -= head.size();
            if (fitting.size() == BATCH || bytes < 0 && !(fitting.isEmpty() && held.roomInBytes() > 0)) {
                break;
            }
            fitting.add(head);
        }
        return fitting;
    }

    private boolean fetchMoreOfKeys(Connection connection, Wanted wanted) throws SQLException {
        boolean found = false;
        int keys = 0;
        for (Lane lane : held.lanes()) {
            if (lane.wantsMore() && keys++ < KEYS_AT_ONCE && held.room() > 0) {
                int most = 2 * Lane.LIMIT;
                List<Head> heads = table.ofHash(connection, wanted, lane.hash, most);
                int all = heads.size();
                heads.removeIf(head -> held.contains(head.id()));
                List<Head> fitting = fitting(heads);
                lane.fetchedMore(all < most && fitting.size() == heads.size());
                held.add(table.withIds(connection, Head.ids(fitting)));
                found |= !fitting.isEmpty();
            }
        }
        return found;
    }
}
