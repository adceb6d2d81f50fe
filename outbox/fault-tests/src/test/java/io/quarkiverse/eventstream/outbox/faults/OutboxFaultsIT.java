package io.quarkiverse.eventstream.outbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.outbox.faults.Setting.Servers;

/** The outbox and the inbox keep their promises under faults, each of which comes once; {@code fault-tests/run} takes longer. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OutboxFaultsIT {

    private static Setting setting;

    @BeforeAll
    static void begin() throws Exception {
        setting = Setting.ofTests(Servers.start());
        System.out.println("Seed: -Dfaults.seed=" + setting.seed() + "\n" + Verdict.head());
    }

    @AfterAll
    static void end() throws Exception {
        setting.servers().close();
    }

    @Test
    void outbox() throws Exception {
        requireHolds(Workload.OUTBOX);
    }

    @Test
    void inbox() throws Exception {
        requireHolds(Workload.INBOX);
    }

    private static void requireHolds(Workload workload) throws Exception {
        Verdict verdict = Run.of(workload, setting);
        System.out.println(verdict.row());
        assertThat(verdict.complaint()).as("Seed %d", setting.seed()).isEmpty();
    }
}
