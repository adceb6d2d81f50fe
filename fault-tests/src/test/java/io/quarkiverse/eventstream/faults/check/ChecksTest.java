package io.quarkiverse.eventstream.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.faults.check.Evidence.Permit;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

class ChecksTest {

    private static void assertBroken(Example example, List<Class<? extends Check>> checks) {
        assertThat(example.verdict().broken()).containsExactlyInAnyOrderElementsOf(checks);
    }

    @Test
    void aRunInGoodOrderHolds() {
        assertBroken(new Example().published(2).ok("a", 0).committed(1).ok("b", 1).committed(2).down("a", "")
                .ended(new Ending("a", true, true, 10)), List.of());
    }

    @Test
    void anEventThatNobodyDidIsLost() {
        assertBroken(new Example().published(2).ok("a", 0).started("a", 1, 1).committed(1), List.of(NothingLost.class));
    }

    @Test
    void aLostEventThatIsCommittedBreaksThreeInvariants() {
        assertBroken(new Example().published(2).ok("a", 0).started("a", 1, 1).committed(2),
                List.of(NothingLost.class, NeverCommittedEarly.class, CommittedAsDone.class));
    }

    @Test
    void aCommitBeforeTheEndOfACallIsEarly() {
        assertBroken(new Example().published(1).started("a", 0, 1).committed(1).ended(Kind.OK, "a", 0, 1),
                List.of(NeverCommittedEarly.class));
    }

    @Test
    void aCommitThatLagsBehindInTheEndIsFound() {
        assertBroken(new Example().published(2).ok("a", 0).ok("a", 1).committed(1), List.of(CommittedAsDone.class));
    }

    @Test
    void aReceiptMustNameTheRightPlace() {
        assertBroken(new Example().record(0, 7, 0).receipt(0).okOfAnother("a", 0, 7).committed(1), List.of(ReceiptsHold.class));
    }

    @Test
    void anEventMustNotBeWrittenTwice() {
        assertBroken(new Example().record(0, 0, 0).record(1, 0, 0).ok("a", 0).okOfAnother("a", 1, 0).committed(2),
                List.of(ReceiptsHold.class));
    }

    @Test
    void eventsOfAKeyMustBeWrittenInOrder() {
        assertBroken(new Example().record(0, 1, 0).record(1, 0, 0).okOfAnother("a", 0, 1).okOfAnother("a", 1, 0).committed(2),
                List.of(PublishedInOrder.class));
    }

    @Test
    void aFirstDeliveryAfterThatOfALaterEventIsOutOfOrder() {
        Example example = new Example().published(3).ok("a", 2).ok("b", 1).ok("b", 0).committed(3);
        assertBroken(example, List.of(FirstDeliveriesInOrder.class));
        assertThat(new FirstDeliveriesInOrder().violations(example.evidence()))
                .satisfies(found -> assertThat(found.count()).isEqualTo(2));
        assertThat(new FirstDeliveriesInOrder().violations(example.ordering(Ordering.KEY).evidence()))
                .satisfies(found -> assertThat(found.count()).isEqualTo(1));
        assertThat(new FirstDeliveriesInOrder().violations(example.ordering(Ordering.UNORDERED).evidence()).count()).isZero();
    }

    @Test
    void callsMustNotOverlapWithinAPartition() {
        assertBroken(new Example().published(2).started("a", 0, 1).started("a", 1, 1).ended(Kind.OK, "a", 0, 1)
                .ended(Kind.OK, "a", 1, 1).committed(2), List.of(OneAtATime.class));
    }

    @Test
    void callsMayOverlapBetweenKeys() {
        assertBroken(new Example().ordering(Ordering.KEY).published(2).started("a", 0, 1).started("a", 1, 1)
                .ended(Kind.OK, "a", 0, 1).ended(Kind.OK, "a", 1, 1).committed(2), List.of());
    }

    @Test
    void aRepetitionWithoutAFaultIsOneTooMany() {
        assertBroken(new Example().published(1).ok("a", 0).ok("b", 0).committed(1), List.of(DuplicatesExplained.class));
    }

    @Test
    void anEventThatOvertookAnOpenOneMayComeAgain() {
        Example example = new Example().published(2).started("a", 0, 1).ok("a", 1).ok("b", 0).ok("b", 1).committed(2);
        assertBroken(example.ordering(Ordering.KEY), List.of());
        Example done = new Example().published(2).ok("a", 0).ok("a", 1).ok("b", 1).committed(2);
        assertBroken(done.ordering(Ordering.KEY), List.of(DuplicatesExplained.class));
    }

    @Test
    void aCrashMayRepeatWhatItsWorkerDid() {
        assertBroken(new Example().published(1).ok("a", 0).crashed("a").ok("b", 0).committed(1), List.of());
        assertBroken(new Example().published(1).ok("a", 0).crashed("c").ok("b", 0).committed(1),
                List.of(DuplicatesExplained.class));
    }

    @Test
    void whatWasCommittedMustNotComeAgain() {
        assertBroken(new Example().published(1).ok("a", 0).committed(1).crashed("a").ok("b", 0),
                List.of(CommittedNeverAgain.class));
    }

    @Test
    void aWorkerThatIsCutOffMayDeliverWhatItsSuccessorHasCommitted() {
        assertBroken(new Example().published(1).ok("b", 0).committed(1).cutOff("a").ok("a", 0).cutOff("b"), List.of());
        assertBroken(new Example().published(1).ok("b", 0).committed(1).cutOff("b").ok("a", 0),
                List.of(CommittedNeverAgain.class));
    }

    @Test
    void anEventThatChangesHandsWhileItFailsIsNoDuplicate() {
        assertBroken(new Example().published(1).started("a", 0, 1).ended(Kind.FAILED, "a", 0, 1).started("a", 0, 2)
                .ended(Kind.FAILED, "a", 0, 2).ok("b", 0).committed(1), List.of());
    }

    @Test
    void workersMustStopInTimeAndLeaveNothingBehind() {
        assertBroken(new Example().ended(new Ending("a", true, false, 10)).ended(new Ending("b", false, true, 0))
                .down("b", "eventstream-timer").member("a").committed(0),
                List.of(StoppedInTime.class, NoThreadLeaked.class, NoMemberLeft.class));
    }

    @Test
    void whatIsNotOnTheTopicMustNotBeDelivered() {
        assertBroken(new Example().published(1).ok("a", 0).okOfAnother("a", 1, 5).committed(1),
                List.of(NothingElseDelivered.class));
        assertBroken(new Example().published(1).okOfAnother("a", 0, 5).committed(1), List.of(NothingElseDelivered.class));
    }

    @Test
    void aPublicationThatFailsBreaksTheRun() {
        assertBroken(new Example().refused().committed(0), List.of(NothingRefused.class));
        assertBroken(new Example().refused().committed(0).permits(Permit.REFUSED_PUBLICATIONS), List.of());
    }

    @Test
    void whatATopicHeldBeforeItWasCreatedAgainIsNotJudged() {
        Example example = new Example().renewed().published(2).okOfAnother("a", 0, 7).okOfAnother("a", 9, 8).committed(9)
                .settled();
        assertBroken(example.ok("a", 0).ok("a", 1).committed(2), List.of());
        assertBroken(example.okOfAnother("a", 5, 7), List.of(NothingElseDelivered.class));
    }

    @Test
    void whatTheLastTopicHoldsMustBeDealtWithWheneverItWas() {
        assertBroken(new Example().renewed().published(2).ok("a", 0).settled().committed(1), List.of(NothingLost.class));
        assertBroken(new Example().renewed().published(1).ok("a", 0).ok("b", 0).settled().committed(1),
                List.of(DuplicatesExplained.class));
    }
}
