package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class TopicLaneTest {

    private boolean leaderMissing;
    private final TopicLane.Leaders leaders = topic -> leaderMissing;
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final TopicLane lane = new TopicLane("orders", new InFlight(100), now::get);

    @Test
    void untilOneIsWrittenRecordsGoOneAtATime() {
        assertThat(lane.begin(1, leaders)).isTrue();
        assertThat(lane.begin(1, leaders)).as("beside the first").isFalse();

        lane.released(1);
        assertThat(lane.begin(1, leaders)).as("after the first was refused").isTrue();
        assertThat(lane.begin(1, leaders)).isFalse();

        lane.isWritten();
        assertThat(lane.begin(1, leaders)).as("after the second was written").isTrue();
        assertThat(lane.begin(1, leaders)).isTrue();
    }

    @Test
    void aFirstRecordWhosePartitionHasNoLeaderDoesNotHoldUpTheOthersForLong() {
        assertThat(lane.begin(1, leaders)).isTrue();
        lane.released(1);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(lane.begin(1, leaders)).isTrue();
        assertThat(lane.begin(1, leaders)).as("while the client has none").isFalse();

        lane.taken();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(lane.begin(1, leaders)).as("while the leader may come in a moment").isFalse();

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(lane.begin(1, leaders)).as("while all partitions have leaders, which may be slow").isFalse();
        leaderMissing = true;
        assertThat(lane.begin(1, leaders)).isTrue();
        lane.released(1);
        assertThat(lane.begin(1, leaders)).as("from then on").isTrue();
    }

    @Test
    void aRecordHearsOnlyWhatIsSaidOfItsTopicWhileItWaits() {
        long first = now.get();
        assertThat(lane.unknownFor(first)).isZero();
        now.addAndGet(100);
        assertThat(lane.unknownFor(first)).isEqualTo(100);

        long later = now.addAndGet(1000);
        assertThat(lane.unknownFor(later)).isZero();

        lane.isKnown();
        now.addAndGet(10);
        assertThat(lane.unknownFor(first)).as("after another answer").isZero();
    }
}
