package io.quarkiverse.eventstream.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for headers. */
class HeaderCheckTest {

    private static final String NAME = "eventstream.name";

    private static Finding only(Example example) {
        List<Finding> findings = example.findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void headersOfTheBusAndOfThePublisherAreValid() {
        assertThat(new Example().header(NAME, "orderCreated").header("tenant", "eu").header("empty", (String) null)
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .header("tracestate", "a=b").findings()).isEmpty();
    }

    @Test
    void aNameOfAnotherEventIsAViolation() {
        Finding finding = only(new Example().header(NAME, "orderPaid"));

        assertThat(finding.isViolation()).isTrue();
        assertThat(finding).hasToString("header eventstream.name \"orderPaid\": is not the event's name, \"orderCreated\"");
        assertThat(finding.remedy()).contains("leave the header out");
    }

    @Test
    void aNameWithoutValueOrOfOtherBytesIsAViolation() {
        assertThat(only(new Example().header(NAME, (String) null)).isViolation()).isTrue();
        assertThat(only(new Example().header(NAME, new byte[]{(byte) 0xc3})).isViolation()).isTrue();
    }

    @Test
    void aNameThatComesTwiceIsAViolation() {
        Finding finding = only(new Example().header(NAME, "orderCreated").header(NAME, "orderCreated"));

        assertThat(finding.isViolation()).isTrue();
        assertThat(finding).hasToString("header eventstream.name: comes 2 times");
    }

    @Test
    void theNameOfAnUndecodableEventIsNotChecked() {
        assertThat(new Example().value("?").header(NAME, "orderCreated").findings()).extracting(Finding::subject)
                .containsExactly("value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4bf92f3577b34da6a3ce929d0e0e4736", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
    void aTraceParentThatIsNotW3csIsAViolation(String trace) {
        Finding finding = only(new Example().header("traceparent", trace));

        assertThat(finding.isViolation()).isTrue();
        assertThat(finding.problem()).isEqualTo("is no trace context of W3C's");
        assertThat(finding.remedy()).contains("00-{trace}-{span}-{flags}");
    }

    @Test
    void aDeadLetterIsANoteHoweverManyHeadersItHas() {
        Finding finding = only(new Example().header("eventstream.dead-letter.reason", "failed")
                .header("eventstream.dead-letter.topic", "orders"));

        assertThat(finding.isViolation()).isFalse();
        assertThat(finding.problem()).contains("dead letter");
    }

    @Test
    void anUnknownHeaderWithOurPrefixIsANote() {
        Finding finding = only(new Example().header("eventstream.future", "x"));

        assertThat(finding.isViolation()).isFalse();
        assertThat(finding.subject()).isEqualTo("header eventstream.future");
    }
}
