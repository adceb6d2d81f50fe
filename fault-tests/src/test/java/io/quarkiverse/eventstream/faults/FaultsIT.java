package io.quarkiverse.eventstream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.faults.check.Table;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.suite.Setting;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.WorkloadRunner;
import io.quarkiverse.eventstream.faults.workload.BadNetwork;
import io.quarkiverse.eventstream.faults.workload.FailingListeners;
import io.quarkiverse.eventstream.faults.workload.FullDeadLetters;
import io.quarkiverse.eventstream.faults.workload.KeysSideBySide;
import io.quarkiverse.eventstream.faults.workload.KilledNode;
import io.quarkiverse.eventstream.faults.workload.KilledWorkers;
import io.quarkiverse.eventstream.faults.workload.RebalanceStorm;
import io.quarkiverse.eventstream.faults.workload.RestartedBroker;
import io.quarkiverse.eventstream.faults.workload.RollingRestart;
import io.quarkiverse.eventstream.faults.workload.StoppedUnderLoad;

/**
 * The guarantees hold under faults, each for a few seconds. {@code fault-tests/run} takes longer. What needs three brokers comes
 * first, and ends them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(OrderAnnotation.class)
class FaultsIT {

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
    void stoppedUnderLoad() {
        requireHolds(new StoppedUnderLoad());
    }

    @Test
    void fullDeadLetters() {
        requireHolds(new FullDeadLetters());
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
