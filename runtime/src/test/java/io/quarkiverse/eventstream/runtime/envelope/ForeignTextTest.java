package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "orderCreated", "Grüße, 漢字 😀!", "a\\b \"c\"", "~"})
    void plainTextStaysAsItIs(String text) {
        assertThat(ForeignText.of(text)).isEqualTo(text);
    }

    @Test
    void whatCouldForgeOrHideALineIsEscaped() {
        assertThat(ForeignText.of("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
        assertThat(ForeignText.of("\u001b[31m\u0000\u007f\u009b")).isEqualTo("\\u001b[31m\\u0000\\u007f\\u009b");
        assertThat(ForeignText.of("\u2028\u2029\u0085")).isEqualTo("\\u2028\\u2029\\u0085");
        assertThat(ForeignText.of("\u202e\u2066\u200f\u061c\ufeff\u200b"))
                .isEqualTo("\\u202e\\u2066\\u200f\\u061c\\ufeff\\u200b");
        assertThat(ForeignText.of("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
        assertThat(ForeignText.of(new StringBuilder().appendCodePoint(0xe0001).toString())).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void nullReadsNull() {
        assertThat(ForeignText.of(null)).isEqualTo("null");
    }

    @Test
    void longTextIsCut() {
        assertThat(ForeignText.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(ForeignText.of("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(ForeignText.of("a".repeat(1_000_000))).hasSize(ForeignText.DEFAULT_LENGTH).endsWith("a…");
        assertThat(ForeignText.of("ab", 1)).isEqualTo("…");
    }

    @Test
    void theCutGoesThroughNeitherAnEscapeNorACharacter() {
        assertThat(ForeignText.of("abc\u001bdef", 8)).isEqualTo("abc…");
        assertThat(ForeignText.of("abc😀def", 5)).isEqualTo("abc…");
        assertThat(ForeignText.of("abc\n", 5)).isEqualTo("abc\\n");
        assertThat(ForeignText.of("abc\n", 4)).isEqualTo("abc…");
        for (int length = 1; length < 20; length++) {
            assertThat(ForeignText.of("a\n😀\u001b\ud800é\r\n", length)).hasSizeLessThanOrEqualTo(length);
        }
    }
}
