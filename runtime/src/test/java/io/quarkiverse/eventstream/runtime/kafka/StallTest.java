package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.kafka.Stall.Finding;

class StallTest {

    private final Stall stall = new Stall();

    @Test
    void itTakesTwoChecksWithRecordsOfWhichNoneWasWritten() {
        assertThat(stall.check(true)).isEqualTo(Finding.NONE);
        assertThat(stall.check(true)).isEqualTo(Finding.STALLED);
        assertThat(stall.check(true)).isEqualTo(Finding.STALLED);
        assertThat(stall.check(false)).isEqualTo(Finding.NONE);
        assertThat(stall.check(true)).isEqualTo(Finding.NONE);
    }

    @Test
    void aRecordThatIsWrittenCountsOnceAndEndsIt() {
        stall.check(true);
        stall.check(true);
        stall.noteProgress();

        assertThat(stall.check(true)).isEqualTo(Finding.PROGRESS);
        assertThat(stall.check(true)).isEqualTo(Finding.NONE);
        assertThat(stall.check(true)).isEqualTo(Finding.STALLED);
    }
}
