package io.quarkiverse.eventstream.runtime.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.model.ConsumptionState.Condition;
import io.quarkiverse.eventstream.spi.ConsumerFailure;

class ConsumerConditionTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final ConsumerCondition condition = new ConsumerCondition(clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void assertCondition(Condition expected, String reason) {
        assertThat(condition.now().condition()).isEqualTo(expected);
        if (reason == null) {
            assertThat(condition.now().reason()).isNull();
        } else {
            assertThat(condition.now().reason()).contains(reason);
        }
    }

    /** A session that is served for a time and then fails. */
    private Duration sessionFails(Duration served, Throwable cause, String remedy) {
        condition.sessionBegins();
        condition.polled(true);
        pass(served);
        condition.polled(true);
        Duration delay = condition.failed(new ConsumerFailure(cause, Optional.ofNullable(remedy)));
        pass(delay);
        return delay;
    }

    @Test
    void aBrokerThatHasNeverAnsweredAndOneThatHasStoppedToAreTheSame() {
        condition.sessionBegins();
        assertCondition(Condition.UNREACHABLE, "Nothing has been consumed yet");
        condition.unanswered("No broker answers");
        assertCondition(Condition.UNREACHABLE, "Nothing has been consumed yet: No broker answers");

        condition.polled(true);
        assertCondition(Condition.CONSUMING, null);

        pass(Duration.ofSeconds(20));
        condition.polled(false);
        condition.explainSilence("No broker answers");
        assertCondition(Condition.UNREACHABLE, "The broker has not answered for 20s: No broker answers");
    }

    @Test
    void aConsumerThatFailsBeforeItAsksTheBrokerSaysWhy() {
        condition.sessionBegins();
        condition.failed(new ConsumerFailure(new KafkaException("Failed to construct kafka consumer",
                new IllegalStateException("too many open files")), Optional.empty()));

        assertCondition(Condition.UNREACHABLE, "Failed to construct kafka consumer: too many open files");
    }

    @Test
    void aConsumerThatFailsRepeatedlyIsNotHealthyAfterItsFirstPoll() {
        Duration delay = Duration.ZERO;
        for (int i = 0; i < 6; i++) {
            delay = sessionFails(Duration.ofMillis(100), new KafkaException("no"), null);
            condition.sessionBegins();
            condition.polled(true);
            assertCondition(Condition.FAILING, "no");
        }

        pass(delay.minusMillis(100));
        condition.polled(true);
        assertCondition(Condition.FAILING, "no");
        pass(Duration.ofMillis(100));
        condition.polled(true);
        assertCondition(Condition.CONSUMING, null);
    }

    @Test
    void turnsWithoutAnAnswerAreNoSuccess() {
        sessionFails(Duration.ofMillis(100), new KafkaException("no"), null);

        condition.sessionBegins();
        condition.polled(false);
        pass(Duration.ofSeconds(10));
        condition.polled(false);

        assertCondition(Condition.FAILING, "no");
    }

    @Test
    void aFailureThatAnOperatorMayCorrectIsRecheckedSoon() {
        for (int i = 0; i < 20; i++) {
            Duration delay = sessionFails(Duration.ZERO, new KafkaException("no"), "allow it");
            assertThat(delay).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
        }

        assertCondition(Condition.DENIED, "allow it");
    }

    @Test
    void memoryThatRunsOutOnceIsAFailureAndRepeatedlyAConditionOfItsOwn() {
        for (int i = 0; i < 4; i++) {
            sessionFails(Duration.ofSeconds(5), new KafkaException("fetching", new OutOfMemoryError("Java heap space")), null);
            assertCondition(Condition.FAILING, "fetching");
        }

        sessionFails(Duration.ofSeconds(5), new OutOfMemoryError("Java heap space"), null);

        assertCondition(Condition.OUT_OF_MEMORY, "Java heap space");
        sessionFails(Duration.ofMinutes(2), new TimeoutException("later"), null);
        assertCondition(Condition.FAILING, "later");
    }

    @Test
    void commitsThatFailShowAtOnceAndCountWhenTheyHaveForAWhile() {
        condition.sessionBegins();
        condition.polled(true);

        condition.committed(new RetriableException("not now") {
            private static final long serialVersionUID = 1L;
        });
        assertCondition(Condition.CONSUMING, "Commits fail: ");
        assertThat(condition.isCommitting()).as("for a rebalance, perhaps").isTrue();
        for (int i = 0; i < 13; i++) {
            pass(Duration.ofSeconds(5));
            condition.polled(true);
            condition.committed(new TimeoutException("not now"));
        }
        assertCondition(Condition.COMMITS_FAILING, "not now");
        assertThat(condition.isCommitting()).isFalse();

        condition.committed(null);
        assertCondition(Condition.CONSUMING, null);
        assertThat(condition.isCommitting()).isTrue();
    }
}
