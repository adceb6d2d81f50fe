package io.quarkiverse.eventstream.runtime.consume;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** Time passes only when a test says so. */
class HeartbeatWatchTest {

    private static final Duration SESSION = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(1);
    private long lastHeartbeat;
    private long commits;
    private final HeartbeatWatch watch = new HeartbeatWatch(new BeatingConsumer(), SESSION, clock::get);

    /** Has the metric of Kafka's client, in whole seconds. */
    private final class BeatingConsumer extends MockConsumer<byte[], byte[]> {

        private final MetricName name = new MetricName("last-heartbeat-seconds-ago", "consumer-coordinator-metrics", "",
                Map.of());

        BeatingConsumer() {
            super("earliest");
        }

        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            return Map.of(name, new Metric() {

                @Override
                public MetricName metricName() {
                    return name;
                }

                @Override
                public Object metricValue() {
                    return (double) Duration.ofNanos(clock.get() - lastHeartbeat).toSeconds();
                }
            });
        }
    }

    private void pass(int millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void commitEachSecond(int seconds, boolean withHeartbeats) {
        for (int second = 0; second < seconds; second++) {
            pass(1_000);
            if (withHeartbeats && second % 3 == 0) {
                lastHeartbeat = clock.get();
            }
            watch.check(++commits);
        }
    }

    @Test
    void aMemberThatSendsHeartbeatsIsLeftAlone() {
        assertThatCode(() -> commitEachSecond(300, true)).doesNotThrowAnyException();
    }

    @Test
    void aMemberThatCommitsForTheSessionTimeoutWithoutHeartbeatsHasToStartAgain() {
        commitEachSecond(60, true);
        pass(300);
        commitEachSecond(28, false);

        assertThatThrownBy(() -> commitEachSecond(5, false)).isInstanceOf(KafkaException.class)
                .hasMessageContaining("sends no heartbeats any more");
    }

    @Test
    void aMemberThatCommitsNothingProvesNothing() {
        commitEachSecond(10, true);
        pass(1_000_000);

        assertThatCode(() -> watch.check(commits)).doesNotThrowAnyException();
    }

    @Test
    void theTimeOfARebalanceDoesNotCount() {
        commitEachSecond(10, true);
        pass(200_000);
        watch.noteRebalance();

        assertThatCode(() -> commitEachSecond(3, false)).doesNotThrowAnyException();
        assertThatCode(() -> commitEachSecond(100, true)).doesNotThrowAnyException();
    }
}
