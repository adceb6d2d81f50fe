package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicLaneTest {

    private final TopicLane lane = new TopicLane("orders");

    @Test
    void untilOneIsWrittenRecordsGoOneAtATime() {
        assertThat(lane.mayGo()).isTrue();
        assertThat(lane.mayGo()).as("beside the first").isFalse();

        lane.released();
        assertThat(lane.mayGo()).as("after the first was refused").isTrue();
        assertThat(lane.mayGo()).isFalse();

        lane.isWritten();
        assertThat(lane.mayGo()).as("after the second was written").isTrue();
        assertThat(lane.mayGo()).isTrue();
    }
}
