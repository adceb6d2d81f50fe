package io.quarkiverse.eventstream.outbox.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of statements. */
final class Sql {

    /** Databases have bounds on the length of a list, or get slow. */
    private static final int CHUNK = 500;

    private Sql() {}

    /** The places of parameters, separated by commas. */
    static String places(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    /** Numbers only, so that they need no parameters. */
    static String list(Collection<? extends Number> numbers) {
        return numbers.stream().map(Number::toString).collect(Collectors.joining(","));
    }

    /** Ids for several statements, if they are too many for one. */
    static List<List<Long>> chunks(List<Long> ids) {
        List<List<Long>> chunks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            chunks.add(ids.subList(from, Math.min(ids.size(), from + CHUNK)));
        }
        return chunks;
    }
}
