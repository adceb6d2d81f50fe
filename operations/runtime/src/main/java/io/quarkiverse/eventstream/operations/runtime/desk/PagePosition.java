package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a page begins: for each partition an offset, the first one of the page if the oldest letter comes first, and else the one after the
 * last.
 */
record PagePosition(boolean newestFirst, Map<Integer, Long> offsets) {

    private static final String NEWEST = "newest:";
    private static final String OLDEST = "oldest:";

    static PagePosition start(boolean newestFirst) {
        return new PagePosition(newestFirst, Map.of());
    }

    /** Reads {@link #toString}. */
    static PagePosition parse(String text, boolean newestFirst) {
        String prefix = newestFirst ? NEWEST : OLDEST;
        try {
            if (!text.startsWith(prefix)) {
                throw new IllegalArgumentException("it is of another order");
            }
            Map<Integer, Long> offsets = new TreeMap<>();
            for (String offset : text.substring(prefix.length()).split(",")) {
                String[] parts = offset.split("=", 2);
                offsets.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
            }
            return new PagePosition(newestFirst, offsets);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no position of a page with the "
                    + (newestFirst ? "newest" : "oldest") + " letter first: take it from the page before", e);
        }
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream().map(offset -> offset.getKey() + "=" + offset.getValue())
                .collect(Collectors.joining(",", newestFirst ? NEWEST : OLDEST, ""));
    }
}
