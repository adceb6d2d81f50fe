package io.quarkiverse.eventstream.outbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The outbox and the inbox keep their promises under faults, each of which comes once; {@code fault-tests/run} takes longer. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class OutboxFaultsIT extends Suite {

    /** Tests that a build leaves out by default. */
    static final String AT_LENGTH = "at-length";

    @Test
    void outbox() throws Exception {
        requireHolds(Workload.OUTBOX);
    }

    @Test
    @Tag(AT_LENGTH)
    void outboxOnThreeBrokers() throws Exception {
        requireHolds(Workload.THREE_BROKERS);
    }

    @Test
    void inbox() throws Exception {
        requireHolds(Workload.INBOX);
    }

    private static void requireHolds(Workload workload) throws Exception {
        assertThat(verdict(workload, setting).complaint()).as("Seed %d", setting.seed()).isEmpty();
    }
}
