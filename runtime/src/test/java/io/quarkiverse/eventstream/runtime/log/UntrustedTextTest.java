package io.quarkiverse.eventstream.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "orderCreated", "Grüße, 漢字 😀!", "a\\b \"c\"", "~"})
    void plainTextIsUnchanged(String text) {
        assertThat(UntrustedText.of(text)).isEqualTo(text);
    }

    @Test
    void charactersThatForgeOrHideALineAreEscaped() {
        assertThat(UntrustedText.of("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
        assertThat(UntrustedText.of("\u001b[31m\u0000\u007f\u009b")).isEqualTo("\\u001b[31m\\u0000\\u007f\\u009b");
        assertThat(UntrustedText.of("\u2028\u2029\u0085")).isEqualTo("\\u2028\\u2029\\u0085");
        assertThat(UntrustedText.of("\u202e\u2066\u200f\u061c\ufeff\u200b"))
                .isEqualTo("\\u202e\\u2066\\u200f\\u061c\\ufeff\\u200b");
        assertThat(UntrustedText.of("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
        assertThat(UntrustedText.of(new StringBuilder().appendCodePoint(0xe0001).toString())).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void nullBecomesTheTextNull() {
        assertThat(UntrustedText.of(null)).isEqualTo("null");
    }

    @Test
    void longTextIsTruncated() {
        assertThat(UntrustedText.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(UntrustedText.of("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(UntrustedText.of("a".repeat(1_000_000))).hasSize(UntrustedText.DEFAULT_LENGTH).endsWith("a…");
        assertThat(UntrustedText.of("ab", 1)).isEqualTo("…");
    }

    @Test
    void truncationSplitsNeitherAnEscapeNorACharacter() {
        assertThat(UntrustedText.of("abc\u001bdef", 8)).isEqualTo("abc…");
        assertThat(UntrustedText.of("abc😀def", 5)).isEqualTo("abc…");
        assertThat(UntrustedText.of("abc\n", 5)).isEqualTo("abc\\n");
        assertThat(UntrustedText.of("abc\n", 4)).isEqualTo("abc…");
        for (int length = 1; length < 20; length++) {
            assertThat(UntrustedText.of("a\n😀\u001b\ud800é\r\n", length)).hasSizeLessThanOrEqualTo(length);
        }
    }
}
