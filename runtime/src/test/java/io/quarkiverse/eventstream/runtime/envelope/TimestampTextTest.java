package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

    @ParameterizedTest
    @CsvSource({"2026-11-24T06:26:36.999999999Z, 2026-11-24T06:26:36Z", "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z",
            "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z", "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9Z, 9999-12-31T23:59:59Z"})
    void wholeSecondsAreWritten(Instant instant, String text) {
        assertThat(TimestampText.write(instant)).isEqualTo(text);
        assertThat(TimestampText.isWritable(instant)).isTrue();
    }

    @Test
    void yearsOfFourDigitsAreWritable() {
        assertThat(TimestampText.isWritable(Instant.parse("-0001-12-31T23:59:59.999Z"))).isFalse();
        assertThat(TimestampText.isWritable(Instant.parse("+10000-01-01T00:00:00Z"))).isFalse();
        assertThat(TimestampText.write(Instant.MAX)).isEqualTo("+1000000000-12-31T23:59:59.999999999Z");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T06:26:36Z, 2026-11-24T06:26:36Z", "2026-11-24t06:26:36z, 2026-11-24T06:26:36Z",
            "2026-11-24T06:26:36.5Z, 2026-11-24T06:26:36.5Z", "2026-11-24T06:26:36.123456789Z, 2026-11-24T06:26:36.123456789Z",
            "2026-11-24T06:26:36.1234567899999Z, 2026-11-24T06:26:36.123456789Z",
            "2026-11-24T06:26:36+05:30, 2026-11-24T00:56:36Z", "2026-11-24T06:26:36.25-08:00, 2026-11-24T14:26:36.25Z",
            "2026-11-24T06:26:36-00:00, 2026-11-24T06:26:36Z", "2026-12-31T23:59:60Z, 2026-12-31T23:59:59Z",
            "2026-01-01T00:00:00+23:59, 2025-12-31T00:01:00Z", "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
            "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z"})
    void anyOffsetAndFractionIsRead(String text, Instant instant) {
        assertThat(TimestampText.read(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "1795501596", "2026-11-24", "2026-11-24T06:26Z", "2026-11-24T06:26:36",
            "2026-11-24 06:26:36Z",
            "2026-11-24T06:26:36.Z", "2026-11-24T06:26:36,5Z", "2026-11-24T06:26:36+0530", "2026-11-24T06:26:36+05",
            "2026-11-24T06:26:36+24:00",
            "2026-11-24T06:26:36+05:60", "2026-11-24T06:26:36ZZ", "2026-11-24T06:26:36Z ", " 2026-11-24T06:26:36Z",
            "2026-13-24T06:26:36Z",
            "2026-00-24T06:26:36Z", "2026-11-31T06:26:36Z", "2025-02-29T06:26:36Z", "2026-11-24T24:00:00Z",
            "2026-11-24T06:60:36Z",
            "2026-11-24T06:26:61Z", "+2026-11-24T06:26:36Z", "-026-11-24T06:26:36Z", "2026-11-24T06:26:3６Z",
            "2026-1-24T06:26:36.00Z"})
    void anythingElseIsNoTimestamp(String text) {
        assertThat(TimestampText.read(text)).isNull();
    }

    @Test
    void itWritesAndReadsAsTheJdkDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L));
            String text = TimestampText.write(instant);
            assertThat(text)
                    .isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX").format(instant.atOffset(ZoneOffset.UTC)));
            assertThat(TimestampText.read(text)).isEqualTo(instant);
        }
    }
}
