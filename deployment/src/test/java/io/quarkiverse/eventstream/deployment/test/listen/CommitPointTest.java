package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

/** The point of the commit, with a broker as the judge. */
class CommitPointTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "50ms")
            .overrideConfigKey("quarkus.eventstream.listener.telemetry.commit", "before");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    private final CountDownLatch end = new CountDownLatch(1);

    /** Returns the topic once the listener is invoked. */
    private String startInvocation(String id) {
        String topic = kafka.newTopic(1);
        CountDownLatch begun = new CountDownLatch(1);
        events.newSubscription(id).topic(topic).group("g-" + topic).offset(Offset.EARLIEST).handler(event -> {
            begun.countDown();
            end.await();
        }).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("measured", "1"));
        await().until(() -> begun.getCount() == 0);
        return topic;
    }

    @Test
    void aListenerHasItsEventsCommittedBeforeItIsInvoked() {
        String before = startInvocation("telemetry");
        String after = startInvocation("billing");

        assertThat(kafka.committed("g-" + before, before, 0)).isEqualTo(1);
        assertThat(kafka.committed("g-" + after, after, 0)).isEqualTo(0);
        end.countDown();
        await().until(() -> Long.valueOf(1).equals(kafka.committed("g-" + after, after, 0)));
    }

    @Test
    void listenersOfOneGroupCommitAtTheSamePoint() {
        String topic = kafka.newTopic(1);
        events.newSubscription("other").topic(topic).group("g-" + topic).handler(event -> {}).register();

        assertThatThrownBy(() -> events.newSubscription("telemetry").topic(topic).group("g-" + topic).handler(event -> {})
                .register()).hasMessage(
                        "The listener telemetry must commit at the same point as the consumer of its topic and group, AFTER and"
                                + " not BEFORE. They share the committed offset: configure the same for commit, or another group");
    }
}
