package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;

import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Topics;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * Some events fail for good, and the dead-letter topic refuses records for a while. Until it accepts them, these events are not settled,
 * and nothing after them is committed; in the end each of them is dead-lettered, for the listener that failed.
 */
public final class FullDeadLetters implements Workload {

    private static final int PARTITIONS = 1;
    private static final String HOPELESS_SHARE = "0.002";
    private static final String LIMIT = "max.message.bytes";

    private long openedFirst;

    @Override
    public String name() {
        return "full-dead-letters";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.hopeless-share", HOPELESS_SHARE, "quarkus.eventstream.delivery.failure-policy",
                "dead-letter", "quarkus.eventstream.delivery.attempts", "3");
    }

    @Override
    public void prepare(Run run) {
        DeadLetterTopic.of(run).forEach(topic -> run.topics().create(topic, PARTITIONS, Map.of(LIMIT, "1")));
    }

    @Override
    public void inject(Run run) {
        run.inject(Fault.withoutRepetition("a dead-letter topic that refuses records"));
        run.hold(Duration.ofSeconds(2), Duration.ofSeconds(4));
        openedFirst = System.nanoTime();
        open(run);
        run.flowOn();
    }

    private static void open(Run run) {
        DeadLetterTopic.of(run).forEach(topic -> Topics.get(run.topics().admin().incrementalAlterConfigs(
                Map.of(new ConfigResource(Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(LIMIT, ""), OpType.DELETE))))
                .all()));
    }

    @Override
    public DeadLetters deadLetters(Run run) {
        return DeadLetterTopic.read(run, openedFirst, Double.parseDouble(HOPELESS_SHARE));
    }
}
