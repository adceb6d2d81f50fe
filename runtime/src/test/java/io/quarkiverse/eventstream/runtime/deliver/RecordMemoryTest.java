package io.quarkiverse.eventstream.runtime.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.runtime.configuration.MemorySizeConverter;

class RecordMemoryTest {

    private final RecordMemory memory = new RecordMemory(800);
    private final AtomicInteger wakeUps = new AtomicInteger();

    private RecordMemory.Share share() {
        return memory.share(wakeUps::incrementAndGet);
    }

    @Test
    void aPartitionThatHoldsNothingMayAlwaysBeFetched() {
        share().add(10_000);

        assertThat(share().requestRoom(false)).isTrue();
    }

    @Test
    void onePartitionAloneMayHaveHalfOfIt() {
        RecordMemory.Share only = share();

        only.add(399);
        assertThat(only.requestRoom(false)).isTrue();
        only.add(1);
        assertThat(only.requestRoom(false)).isFalse();
    }

    @Test
    void theRoomOfAPartitionIsKeptForItHoweverMuchOthersHold() {
        RecordMemory.Share greedy = share();
        RecordMemory.Share modest = share();
        greedy.add(10_000);

        modest.add(199);
        assertThat(modest.requestRoom(false)).isTrue();
        modest.add(1);
        assertThat(modest.requestRoom(false)).isFalse();
    }

    @Test
    void whatOthersDoNotNeedIsForAllButNoneGetsMoreThanAQuarter() {
        RecordMemory.Share busy = share();
        for (int idle = 0; idle < 99; idle++) {
            share();
        }

        busy.add(199);
        assertThat(busy.requestRoom(false)).as("far beyond its hundredth").isTrue();
        busy.add(1);
        assertThat(busy.requestRoom(false)).isFalse();
    }

    @Test
    void aFullPartitionIsWokenOnceWhenAnotherReleasesMemory() {
        RecordMemory.Share stuck = share();
        RecordMemory.Share waiting = share();
        stuck.add(600);
        waiting.add(300);
        assertThat(waiting.requestRoom(false)).isFalse();

        stuck.release(200);
        assertThat(wakeUps).as("still scarce").hasValue(0);
        stuck.release(400);
        waiting.release(250);

        assertThat(wakeUps).hasValue(1);
        assertThat(waiting.requestRoom(true)).isTrue();
        assertThat(memory.used()).isEqualTo(50);
    }

    @Test
    void aShareThatIsClosedGivesEverythingBackOnce() {
        RecordMemory.Share gone = share();
        gone.add(500);

        gone.close();
        gone.release(100);
        gone.add(100);
        gone.close();

        assertThat(memory.used()).isZero();
        RecordMemory.Share other = share();
        other.add(399);
        assertThat(other.requestRoom(false)).as("it is alone again").isTrue();
    }

    @Test
    void consumersFetchLessTheMoreThereAre() {
        RecordMemory large = new RecordMemory(128 << 20);
        assertThat(large.fetchBytes()).isEqualTo(8 << 20);
        for (int consumer = 0; consumer < 64; consumer++) {
            large.consumerBegan();
        }
        assertThat(large.fetchBytes()).isEqualTo(512 << 10);
        assertThat(large.partitionFetchBytes()).isEqualTo(32 << 10);
        large.consumerEnded();
        assertThat(large.fetchBytes()).isGreaterThan(512 << 10);
    }

    @Test
    void theSizeMustBeMoreThanZero() {
        assertThatThrownBy(() -> RecordMemory.of(Optional.of(new MemorySizeConverter().convert("0"))))
                .isInstanceOf(EventStreamException.class).hasMessageContaining("quarkus.eventstream.max-buffered-memory");
    }
}
