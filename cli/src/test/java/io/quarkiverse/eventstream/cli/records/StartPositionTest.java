package io.quarkiverse.eventstream.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartPositionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

    @ParameterizedTest
    @CsvSource({"beginning,BEGINNING,0", "earliest,BEGINNING,0", "end,END,0", "latest,END,0", "42,OFFSET,42", "-20,LAST,20"})
    void offsetsAndEnds(String text, StartPosition.Kind kind, long value) {
        assertThat(StartPosition.parse(text, NOW)).isEqualTo(new StartPosition(kind, value));
    }

    @ParameterizedTest
    @CsvSource({"-1h,2026-11-24T05:00:00Z", "-90s,2026-11-24T05:58:30Z", "-500ms,2026-11-24T05:59:59.500Z",
            "-1h30m,2026-11-24T04:30:00Z", "-2d,2026-11-22T06:00:00Z", "-PT10S,2026-11-24T05:59:50Z",
            "2026-11-24T07:30:00+01:00,2026-11-24T06:30:00Z"})
    void times(String text, Instant instant) {
        assertThat(StartPosition.parse(text, NOW))
                .isEqualTo(new StartPosition(StartPosition.Kind.TIME, instant.toEpochMilli()));
    }
}
