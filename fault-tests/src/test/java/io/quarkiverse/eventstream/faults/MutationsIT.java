package io.quarkiverse.eventstream.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.faults.check.CommittedAsDone;
import io.quarkiverse.eventstream.faults.check.DuplicatesExplained;
import io.quarkiverse.eventstream.faults.check.NeverCommittedEarly;
import io.quarkiverse.eventstream.faults.check.NothingLost;
import io.quarkiverse.eventstream.faults.check.Table;
import io.quarkiverse.eventstream.faults.check.Verdict;
import io.quarkiverse.eventstream.faults.mutant.Mutant;
import io.quarkiverse.eventstream.faults.suite.Setting;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.WorkloadRunner;
import io.quarkiverse.eventstream.faults.workload.KilledWorkers;
import io.quarkiverse.eventstream.faults.workload.RebalanceStorm;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;

/** The suite has teeth: a bus with a defect fails, and the verdict says why. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MutationsIT {

    // Each fault once is enough.
    private static final Setting SETTING = Setting.ofTests().lasting(Duration.ofSeconds(1));

    @Test
    void aBusThatCommitsEarlyLosesEvents() {
        // What is to be fetched next, although what was fetched before is not done.
        Implementation early = FieldAccessor.ofField("next");
        Path mutant = mutant("commits-early", "listen.CommitFrontier", "committable", List.of(), early);
        // More than the listeners can deal with, so that at every moment something waits.
        Map<String, String> backlog = Map.of("faults.listen.delay", "0.04S", "faults.listen.delay-share", "1",
                "faults.publish.rate", "800");
        Verdict verdict = run(new KilledWorkers(), SETTING.with(mutant, "commits-early", backlog));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactlyInAnyOrder(NothingLost.class,
                NeverCommittedEarly.class, CommittedAsDone.class);
    }

    @Test
    void aBusThatForgetsTheCommitOnRevocationRepeatsEvents() {
        Path mutant = mutant("forgets-the-commit", "consume.OffsetCommits", "commitAndForget", List.of(Map.class),
                StubMethod.INSTANCE);
        Verdict verdict = run(new RebalanceStorm(), SETTING.with(mutant, "forgets-the-commit", Map.of()));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(DuplicatesExplained.class);
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
