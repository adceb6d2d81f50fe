package io.quarkiverse.eventstream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.faults.check.Table;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.suite.Setting;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.WorkloadRunner;
import io.quarkiverse.eventstream.faults.workload.AbortedTransactions;
import io.quarkiverse.eventstream.faults.workload.AddedPartitions;
import io.quarkiverse.eventstream.faults.workload.BadNetwork;
import io.quarkiverse.eventstream.faults.workload.ClockSteps;
import io.quarkiverse.eventstream.faults.workload.CommittedBefore;
import io.quarkiverse.eventstream.faults.workload.DependencyAway;
import io.quarkiverse.eventstream.faults.workload.FailingListeners;
import io.quarkiverse.eventstream.faults.workload.ForeignMember;
import io.quarkiverse.eventstream.faults.workload.FullDeadLetters;
import io.quarkiverse.eventstream.faults.workload.FullDisk;
import io.quarkiverse.eventstream.faults.workload.KeysSideBySide;
import io.quarkiverse.eventstream.faults.workload.KilledNode;
import io.quarkiverse.eventstream.faults.workload.KilledWorkers;
import io.quarkiverse.eventstream.faults.workload.LeftInterrupted;
import io.quarkiverse.eventstream.faults.workload.OutOfMemory;
import io.quarkiverse.eventstream.faults.workload.Overtaken;
import io.quarkiverse.eventstream.faults.workload.RebalanceStorm;
import io.quarkiverse.eventstream.faults.workload.RecreatedTopic;
import io.quarkiverse.eventstream.faults.workload.RestartedBroker;
import io.quarkiverse.eventstream.faults.workload.RollingRestart;
import io.quarkiverse.eventstream.faults.workload.SmallHeap;
import io.quarkiverse.eventstream.faults.workload.StoppedUnderLoad;

/**
 * The guarantees hold under faults, each for a few seconds; {@code fault-tests/run} takes longer. Workloads with three brokers come
 * first, and end these.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(OrderAnnotation.class)
class FaultsIT {

    /** Tests that a build leaves out by default. */
    static final String AT_LENGTH = "at-length";

    private static final Setting SETTING = Setting.ofTests();

    @BeforeAll
    static void begin() {
        System.out.println("Seed: -Dfaults.seed=" + SETTING.seed() + "\n" + Table.head());
    }

    @Test
    void killedWorkers() {
        requireHolds(new KilledWorkers());
    }

    @Test
    @Tag(AT_LENGTH)
    void restartedBroker() {
        requireHolds(new RestartedBroker());
    }

    @Test
    void badNetwork() {
        requireHolds(new BadNetwork());
    }

    @Test
    void rebalanceStorm() {
        requireHolds(new RebalanceStorm());
    }

    @Test
    void failingListeners() {
        requireHolds(new FailingListeners());
    }

    @Test
    void keysSideBySide() {
        requireHolds(new KeysSideBySide());
    }

    @Test
    @Tag(AT_LENGTH)
    void stoppedUnderLoad() {
        requireHolds(new StoppedUnderLoad());
    }

    @Test
    void committedBefore() {
        requireHolds(new CommittedBefore());
    }

    @Test
    void fullDeadLetters() {
        requireHolds(new FullDeadLetters());
    }

    @Test
    @Tag(AT_LENGTH)
    void dependencyAway() {
        requireHolds(new DependencyAway());
    }

    @Test
    @Tag(AT_LENGTH)
    void leftInterrupted() {
        requireHolds(new LeftInterrupted());
    }

    @Test
    @Tag(AT_LENGTH)
    void addedPartitions() {
        requireHolds(new AddedPartitions());
    }

    @Test
    @Tag(AT_LENGTH)
    void overtaken() {
        requireHolds(new Overtaken());
    }

    @Test
    @Tag(AT_LENGTH)
    void abortedTransactions() {
        requireHolds(new AbortedTransactions());
    }

    @Test
    @Tag(AT_LENGTH)
    void foreignMember() {
        requireHolds(new ForeignMember());
    }

    @Test
    @Tag(AT_LENGTH)
    void recreatedTopic() {
        requireHolds(new RecreatedTopic());
    }

    @Test
    @Tag(AT_LENGTH)
    void outOfMemory() {
        requireHolds(new OutOfMemory());
    }

    @Test
    @Tag(AT_LENGTH)
    void smallHeap() {
        requireHolds(new SmallHeap());
    }

    @Test
    @Tag(AT_LENGTH)
    void clockSteps() {
        requireHolds(new ClockSteps());
    }

    @Test
    @Tag(AT_LENGTH)
    void fullDisk() {
        assumeThat(FullDisk.isPossible()).isTrue();
        requireHolds(new FullDisk());
    }

    @Test
    @Order(1)
    void rollingRestartWhereOneReplicaMayBeMissing() {
        requireHolds(new RollingRestart(2));
    }

    @Test
    @Order(2)
    void rollingRestartWhereEachReplicaIsNeeded() {
        requireHolds(new RollingRestart(3));
    }

    @Test
    @Order(3)
    void killedNode() {
        try {
            requireHolds(new KilledNode());
        } finally {
            SETTING.brokers().endCluster();
        }
    }

    private static void requireHolds(Workload workload) {
        Verdict verdict = new WorkloadRunner(workload, SETTING).run();
        System.out.println(Table.row(verdict));
        assertThat(verdict.complaint()).as("Seed %d", SETTING.seed()).isEmpty();
    }
}
