package io.quarkiverse.eventstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void numbersAreAlignedToTheRightAndUntrustedTextIsEscaped() {
        Table table = new Table("NAME", "COUNT", "NOTE");
        table.row("漢\u001b", 12, null);
        table.row("long name", 3L, "n");

        assertThat(table.lines()).containsExactly("NAME       COUNT  NOTE", "漢\\u001b       12", "long name      3  n");
    }

    @Test
    void sizesAndAgesAreShort() {
        assertThat(Words.size(1023)).isEqualTo("1023 B");
        assertThat(Words.size(1536)).isEqualTo("1.5 KB");
        assertThat(Words.size(3 << 20)).isEqualTo("3.0 MB");
        assertThat(Words.age(Duration.ofSeconds(59))).isEqualTo("59s");
        assertThat(Words.age(Duration.ofSeconds(150))).isEqualTo("2m 30s");
        assertThat(Words.age(Duration.ofMinutes(61))).isEqualTo("1h 1m");
        assertThat(Words.age(Duration.ofHours(76))).isEqualTo("3d 4h");
        assertThat(Words.age(Duration.ofSeconds(-3))).isEqualTo("0s");
        assertThat(Words.count(1, "record")).isEqualTo("1 record");
    }
}
