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
    private boolean hasMore;

    Fetch(OutboxTable table, HeldRecords held) {
        this.table = table;
        this.held = held;
    }

    /** Whether more records than the last fetch had room for may be stored, and there is room now. */
    boolean canContinue() {
        return hasMore && held.room() > 0;
    }

    /**
     * Fetches the first records that are not held yet: new ones, and earlier ones of transactions that have committed late. One query finds
     * both, because the order depends on it: what it sees was committed at one moment, so that before a record it also sees all that had
     * been committed when that was published.
     *
     * @return how many were found
     */
    int run(Connection connection, Set<Integer> shards, Collection<String> streams) throws SQLException {
        if (streams.isEmpty()) {
            return 0;
        }
        Wanted wanted = new Wanted(shards, List.copyOf(streams), held.refusingTopics(), held.congestedHashes());
        int found = fetchMoreOfKeys(connection, wanted);
        int room = Math.min(BATCH, held.room());
        if (room <= 0) {
            return found;
        }
        int most = held.size() + room;
        List<Head> heads = table.first(connection, wanted, most);
        hasMore = heads.size() == most;
        heads.removeIf(head -> held.contains(head.id()));
        List<Head> fitting = fitting(heads);
        held.add(table.withIds(connection, Head.ids(fitting)));
        hasMore |= fitting.size() < heads.size();
        return found + heads.size();
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

    private int fetchMoreOfKeys(Connection connection, Wanted wanted) throws SQLException {
        int found = 0;
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
                found += fitting.size();
            }
        }
        return found;
    }
}
