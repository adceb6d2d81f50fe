package io.quarkiverse.eventstream.outbox.faults;

import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_LEFT;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_MISSING;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.NONE_ROLLED_BACK;
import static io.quarkiverse.eventstream.outbox.faults.Invariant.ONE_EFFECT;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.TransactionManager;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkiverse.eventstream.faults.mutant.Mutant;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.SuperMethodCall;

/** The suite detects defects: an outbox or an inbox with a defect fails, and the verdict names the reason. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Tag(OutboxFaultsIT.AT_LENGTH)
class OutboxMutationsIT extends Suite {

    @Test
    void anOutboxThatSendsBeforeTheCommitPublishesWhatIsRolledBack() throws Exception {
        // As if there were no transaction.
        Verdict verdict = run(Workload.OUTBOX.with("sends-before"), "JdbcOutbox$OfStream", "isInTransaction",
                FixedValue.value(false));

        assertThat(verdict.broken()).as(verdict.complaint()).contains(NONE_ROLLED_BACK);
    }

    @Test
    void anOutboxThatDeletesBeforeTheAcknowledgementLosesEvents() throws Exception {
        // A record counts as written as soon as it is sent.
        Implementation early = MethodCall.invoke(named("add")).onField("written").withArgument(0)
                .andThen(SuperMethodCall.INSTANCE);
        Verdict verdict = run(Workload.OUTBOX.with("deletes-before", Fault.POWER_CUT), "Relay", "send", early);

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(NONE_MISSING);
    }

    @Test
    void anInboxThatRecordsInAnotherTransactionLosesEffects() throws Exception {
        // The record is committed, and the effect gets a transaction of its own.
        Implementation apart = SuperMethodCall.INSTANCE
                .andThen(MethodCall.invoke(TransactionManager.class.getMethod("commit")).onField("transactions"))
                .andThen(MethodCall.invoke(TransactionManager.class.getMethod("begin")).onField("transactions"));
        Verdict verdict = run(Workload.INBOX.with("records-before"), "Inbox", "record", apart);

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(ONE_EFFECT);
    }

    @Test
    void aLeaseThatDoesNotExpireHoldsBackTheEventsOfAnInstanceThatIsGone() throws Exception {
        Verdict verdict = run(Workload.OUTBOX.with("no-expiry", Fault.KILL), "Leases", "isOlder", FixedValue.value(false));

        assertThat(verdict.broken()).as(verdict.complaint()).containsExactly(NONE_MISSING, NONE_LEFT);
    }

    private static Verdict run(Workload workload, String type, String method, Implementation change) throws Exception {
        Path mutant = Mutant.ofOutbox(setting.application(), setting.directory().resolve("mutants").resolve(workload.name()),
                type, method, change);
        return verdict(workload, setting.with(mutant));
    }
}
