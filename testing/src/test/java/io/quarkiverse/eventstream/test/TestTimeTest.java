package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestTimeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestTime time = new TestTime();
    private final List<String> over = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Future<?> schedule(String wait, Duration delay) {
        return time.schedule(() -> over.add(wait), delay);
    }

    @Test
    void itFlowsAtFirst() {
        schedule("short", Duration.ofMillis(1));
        schedule("long", HOUR);

        await().until(() -> over.equals(List.of("short")));
        assertThat(time.waiting()).isEqualTo(1);
    }

    @Test
    void whileItIsStoppedAWaitEndsOnlyWhenItIsAdvanced() {
        time.stop();
        schedule("two hours", HOUR.multipliedBy(2));
        schedule("one hour", HOUR);

        time.advance(HOUR.minusNanos(1));
        assertThat(time.waiting()).isEqualTo(2);
        time.advance(Duration.ofNanos(1));
        await().until(() -> over.equals(List.of("one hour")));
        time.advance(HOUR);
        await().until(() -> over.equals(List.of("one hour", "two hours")));
    }

    @Test
    void waitsEndInTheOrderOfTheirEnds() {
        time.stop();
        schedule("c", HOUR.multipliedBy(3));
        schedule("a", HOUR);
        schedule("b", HOUR.multipliedBy(2));

        time.advance(HOUR.multipliedBy(4));

        await().until(() -> over.equals(List.of("a", "b", "c")));
    }

    @Test
    void itCanBeAdvancedToTheEndOfTheNextWait() {
        time.stop();
        schedule("two hours", HOUR.multipliedBy(2));
        schedule("one hour", HOUR);

        assertThat(time.next()).isEqualTo(HOUR);
        assertThat(time.advanceToNext()).isEqualTo(HOUR);
        await().until(() -> over.equals(List.of("one hour")));
        assertThat(time.next()).isEqualTo(HOUR);
    }

    @Test
    void aWaitThatBeganBeforeItWasStoppedStopsToo() {
        schedule("one hour", HOUR);
        time.stop();

        assertThat(time.next()).isBetween(HOUR.minusMinutes(1), HOUR);
        time.advance(HOUR);

        await().until(() -> over.equals(List.of("one hour")));
    }

    @Test
    void aWaitThatIsOverWhenTimeFlowsAgainEnds() {
        time.stop();
        schedule("short", Duration.ofMillis(1));

        time.flow();

        await().until(() -> over.equals(List.of("short")));
    }

    @Test
    void presentAndFutureWaitsCanBeSkipped() {
        schedule("before", HOUR);

        time.skipWaits();
        schedule("after", HOUR);

        await().until(() -> over.equals(List.of("before", "after")));
    }

    @Test
    void aCancelledWaitDoesNotEnd() {
        time.stop();
        schedule("cancelled", HOUR).cancel(false);
        schedule("one hour", HOUR);

        assertThat(time.waiting()).isEqualTo(1);
        time.advance(HOUR);

        await().until(() -> over.equals(List.of("one hour")));
    }

    @Test
    void itCannotBeAdvancedWhileItFlows() {
        assertThatIllegalStateException().isThrownBy(() -> time.advance(HOUR)).withMessageContaining("stop() it first");
    }
}
