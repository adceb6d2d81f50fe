package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.ledger.RenewedTopic;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Topics;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * One of the topics is deleted under load and created again, at once or after a while. The records of the last one are delivered from
 * its start, in order and once; publishing continues; and the other topics are not affected. Kafka's admin client tells which topic
 * exists.
 */
public final class RecreatedTopic implements Workload {

    private static final int TOPIC = 2;
    /** A topic must hold more records than the next one gets before it is noticed, so that offsets alone do not give it away. */
    private static final Duration LIFE = Duration.ofSeconds(10);
    /** Members check the id of the topic every three seconds. */
    private static final Duration NOTICE = Duration.ofSeconds(6);
    private static final Duration GONE = Duration.ofSeconds(30);

    private RenewedTopic renewed;

    @Override
    public String name() {
        return "recreated-topic";
    }

    @Override
    public void prepare(Run run) {
        renewed = run.ledger().renews(TOPIC);
    }

    @Override
    public void inject(Run run) {
        boolean atOnce = true;
        do {
            run.hold(LIFE);
            recreate(run, atOnce ? Duration.ZERO : Duration.ofMillis(run.random().nextInt(6_000)));
            atOnce = !atOnce;
            run.awaitPublications(100);
            run.awaitDeliveries(100);
        } while (run.hasTime());
        run.hold(NOTICE.plusSeconds(2));
        run.awaitDeliveries(400);
    }

    private void recreate(Run run, Duration pause) {
        String topic = run.topicNames().get(TOPIC);
        Admin admin = run.topics().admin();
        Uuid before = id(admin, topic);
        run.inject(Fault.withoutRepetition("a topic is deleted, and created again after " + pause.toMillis() + " ms"));
        Topics.get(admin.deleteTopics(List.of(topic)).all());
        Awaitility.await("the end of " + topic).atMost(GONE).until(() -> id(admin, topic) == null);
        run.hold(pause);
        run.topics().create(topic, partitions() / 2, topicConfiguration());
        renewed.stableFrom(System.nanoTime() + NOTICE.toNanos());
        if (before.equals(id(admin, topic))) {
            throw new IllegalStateException("The topic " + topic + " is still the same");
        }
    }

    /** Null if there is no such topic. */
    private static Uuid id(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
