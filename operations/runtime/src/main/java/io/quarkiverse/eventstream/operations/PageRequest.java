package io.quarkiverse.eventstream.operations;

import java.util.Objects;

/**
 * Which page of letters is asked for. The order is that of the partitions, merged by the time of the failure. Immutable.
 *
 * @param newestFirst the order
 * @param limit the number of letters at most; 1 to 1,000
 * @param position where the page begins: {@link LetterPage#next} of a page in the same order; null for the first page
 */
public record PageRequest(boolean newestFirst, int limit, String position) {

    private static final int MOST = 1000;

    /**
     * Checks the limit.
     *
     * @param newestFirst the order
     * @param limit the number of letters at most; 1 to 1,000
     * @param position where the page begins; null for the first page
     * @throws IllegalArgumentException if the limit is out of range
     */
    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("A page has 1 to " + MOST + " letters, not " + limit);
        }
    }

    /**
     * The first page, with the newest letter first.
     *
     * @param limit the number of letters at most; 1 to 1,000
     * @return the request
     */
    public static PageRequest newest(int limit) {
        return new PageRequest(true, limit, null);
    }

    /**
     * The first page, with the oldest letter first.
     *
     * @param limit the number of letters at most; 1 to 1,000
     * @return the request
     */
    public static PageRequest oldest(int limit) {
        return new PageRequest(false, limit, null);
    }

    /**
     * The page at another position, in the same order.
     *
     * @param next {@link LetterPage#next} of the page before
     * @return the request
     */
    public PageRequest at(String next) {
        return new PageRequest(newestFirst, limit, Objects.requireNonNull(next, "next"));
    }
}
