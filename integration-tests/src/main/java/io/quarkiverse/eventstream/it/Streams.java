package io.quarkiverse.eventstream.it;

import java.util.Map;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;

/**
 * All streams of the application by name. The configuration defines their differences.
 */
@Singleton
public class Streams {

    private final Map<String, EventStream> byName;

    Streams(EventStream events, @EventStreamName("audit") EventStream audit, @EventStreamName("strict") EventStream strict,
            @EventStreamName("console") EventStream console, @EventStreamName("nowhere") EventStream nowhere,
            @EventStreamName("gzip") EventStream gzip, @EventStreamName("lz4") EventStream lz4,
            @EventStreamName("snappy") EventStream snappy, @EventStreamName("zstd") EventStream zstd) {
        byName = Map.of("default", events, "audit", audit, "strict", strict, "console", console, "nowhere", nowhere, "gzip",
                gzip,
                "lz4", lz4, "snappy", snappy, "zstd", zstd);
    }

    EventStream named(String name) {
        return byName.get(name);
    }
}
