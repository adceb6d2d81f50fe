package io.quarkiverse.eventstream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.faults.check.CommittedAsSettled;
import io.quarkiverse.eventstream.faults.check.DuplicatesExplained;
import io.quarkiverse.eventstream.faults.check.NeverCommittedEarly;
import io.quarkiverse.eventstream.faults.check.NothingLost;
import io.quarkiverse.eventstream.faults.check.Table;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.mutant.Mutant;
import io.quarkiverse.eventstream.faults.suite.Setting;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.WorkloadRunner;
import io.quarkiverse.eventstream.faults.workload.BadNetwork;
import io.quarkiverse.eventstream.faults.workload.KilledWorkers;
import io.quarkiverse.eventstream.faults.workload.RebalanceStorm;
import io.quarkiverse.eventstream.faults.workload.SmallHeap;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;

/** The suite detects defects: a bus with a defect fails, and the verdict names the reason. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Tag(FaultsIT.AT_LENGTH)
class MutationsIT {

    // A single fault of each kind is enough.
    private static final Setting SETTING = Setting.ofTests().lasting(Duration.ofSeconds(1));

    /** More than the listeners can process, so that events always wait. */
    private static final Map<String, String> BACKLOG = Map.of("faults.listen.delay", "0.04S", "faults.listen.delay-share", "1",
            "faults.publish.rate", "800");

    @Test
    void aBusThatCommitsEarlyLosesEvents() {
        // The next offset to fetch, although earlier events are not settled.
        Implementation early = FieldAccessor.ofField("next");
        Path mutant = mutant("commits-early", "deliver.CommitFrontier", "committable", List.of(), early);
        Verdict verdict = run(new KilledWorkers(), SETTING.with(mutant, "commits-early", BACKLOG));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactlyInAnyOrder(NothingLost.class,
                NeverCommittedEarly.class, CommittedAsSettled.class);
    }

    @Test
    void aBusThatForgetsTheCommitOnRevocationRepeatsEvents() {
        Path mutant = mutant("forgets-the-commit", "consume.OffsetCommits", "commitAndForget", List.of(Map.class),
                StubMethod.INSTANCE);
        Verdict verdict = run(new RebalanceStorm(), SETTING.with(mutant, "forgets-the-commit", Map.of()));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(DuplicatesExplained.class);
    }

    @Test
    void aBusThatDoesNotFenceItselfRepeatsEventsAfterACut() {
        Path mutant = mutant("has-no-fence", "consume.MembershipFence", "isOpen", List.of(), FixedValue.value(true));
        Verdict verdict = run(new BadNetwork(), SETTING.with(mutant, "has-no-fence", BACKLOG));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(DuplicatesExplained.class);
    }

    @Test
    void aBusWithoutABoundOnMemoryRunsOutOfIt() {
        Setting unbounded = SETTING.with(SETTING.application(), "unbounded",
                Map.of("quarkus.eventstream.max-buffered-memory", "1G",
                        "quarkus.eventstream.delivery.max-buffered", "100000"));

        assertThatThrownBy(() -> run(new SmallHeap(), unbounded)).hasMessageContaining("ended by itself")
                .hasMessageContaining("OutOfMemoryError");
    }

    private static Path mutant(String name, String type, String method, List<Class<?>> parameters, Implementation change) {
        return Mutant.of(SETTING.application(), SETTING.directory().resolve("mutants").resolve(name), type, method, parameters,
                change);
    }

    private static Verdict run(Workload workload, Setting setting) {
        Verdict verdict = new WorkloadRunner(workload, setting).run();
        System.out.println("Seed: -Dfaults.seed=" + setting.seed() + "\n" + Table.head() + "\n" + Table.row(verdict));
        return verdict;
    }
}
