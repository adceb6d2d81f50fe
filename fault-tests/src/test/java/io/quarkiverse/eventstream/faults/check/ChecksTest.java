package io.quarkiverse.eventstream.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.faults.check.Evidence.Allowance;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

class ChecksTest {

    private static void assertBroken(Example example, List<Class<? extends Check>> checks) {
        assertThat(example.verdict().broken()).containsExactlyInAnyOrderElementsOf(checks);
    }

    @Test
    void aCorrectRunHolds() {
        assertBroken(new Example().published(2).ok("a", 0).committed(1).ok("b", 1).committed(2).down("a", "")
                .ended(new Ending("a", true, true, 10)), List.of());
    }

    @Test
    void anEventThatNoWorkerCompletedIsLost() {
        assertBroken(new Example().published(2).ok("a", 0).started("a", 1, 1).committed(1), List.of(NothingLost.class));
    }

    @Test
    void aLostEventThatIsCommittedBreaksThreeInvariants() {
        assertBroken(new Example().published(2).ok("a", 0).started("a", 1, 1).committed(2),
                List.of(NothingLost.class, NeverCommittedEarly.class, CommittedAsSettled.class));
    }

    @Test
    void aCommitBeforeTheEndOfAnInvocationIsEarly() {
        assertBroken(new Example().published(1).started("a", 0, 1).committed(1).ended(Kind.OK, "a", 0, 1),
                List.of(NeverCommittedEarly.class));
    }

    @Test
    void aFinalCommitThatLagsBehindIsFound() {
        assertBroken(new Example().published(2).ok("a", 0).ok("a", 1).committed(1), List.of(CommittedAsSettled.class));
    }

    @Test
    void aReceiptMustNameTheRightCoordinates() {
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
    void invocationsMustNotOverlapWithinAPartition() {
        assertBroken(new Example().published(2).started("a", 0, 1).started("a", 1, 1).ended(Kind.OK, "a", 0, 1)
                .ended(Kind.OK, "a", 1, 1).committed(2), List.of(OneAtATime.class));
    }

    @Test
    void invocationsMayOverlapBetweenKeys() {
        assertBroken(new Example().ordering(Ordering.KEY).published(2).started("a", 0, 1).started("a", 1, 1)
                .ended(Kind.OK, "a", 0, 1).ended(Kind.OK, "a", 1, 1).committed(2), List.of());
    }

    @Test
    void aRepetitionWithoutAFaultIsAViolation() {
        assertBroken(new Example().published(1).ok("a", 0).ok("b", 0).committed(1), List.of(DuplicatesExplained.class));
    }

    @Test
    void anEventThatOvertookAnOpenOneMayBeRepeated() {
        Example example = new Example().published(2).started("a", 0, 1).ok("a", 1).ok("b", 0).ok("b", 1).committed(2);
        assertBroken(example.ordering(Ordering.KEY), List.of());
        Example settled = new Example().published(2).ok("a", 0).ok("a", 1).ok("b", 1).committed(2);
        assertBroken(settled.ordering(Ordering.KEY), List.of(DuplicatesExplained.class));
    }

    @Test
    void theBoundCountsAnEventThatWasOpenWhenItWasDeliveredAgain() {
        Example completedLater = new Example().published(1).started("a", 0, 1).ok("b", 0).ended(Kind.OK, "a", 0, 1);
        assertThat(completedLater.verdict().counts().bound()).isEqualTo(1);
        assertThat(new Example().published(1).ok("a", 0).ok("b", 0).verdict().counts().bound()).isZero();
    }

    @Test
    void aCrashMayRepeatDeliveriesOfItsWorker() {
        assertBroken(new Example().published(1).ok("a", 0).crashed("a").ok("b", 0).committed(1), List.of());
        assertBroken(new Example().published(1).ok("a", 0).crashed("c").ok("b", 0).committed(1),
                List.of(DuplicatesExplained.class));
    }

    @Test
    void committedEventsMustNotBeRepeated() {
        assertBroken(new Example().published(1).ok("a", 0).committed(1).crashed("a").ok("b", 0),
                List.of(CommittedNeverAgain.class));
    }

    @Test
    void aWorkerThatIsCutOffMayDeliverEventsThatItsSuccessorHasCommitted() {
        assertBroken(new Example().published(1).ok("b", 0).committed(1).cutOff("a").ok("a", 0).cutOff("b"), List.of());
        assertBroken(new Example().published(1).ok("b", 0).committed(1).cutOff("b").ok("a", 0),
                List.of(CommittedNeverAgain.class));
    }

    @Test
    void anEventThatMovesToAnotherWorkerWhileItFailsIsNoDuplicate() {
        assertBroken(new Example().published(1).started("a", 0, 1).ended(Kind.FAILED, "a", 0, 1).started("a", 0, 2)
                .ended(Kind.FAILED, "a", 0, 2).ok("b", 0).committed(1), List.of());
    }

    @Test
    void workersMustStopInTimeAndLeakNothing() {
        assertBroken(new Example().ended(new Ending("a", true, false, 10)).ended(new Ending("b", false, true, 0))
                .down("b", "eventstream-timer").member("a").committed(0),
                List.of(StoppedInTime.class, NoThreadLeaked.class, NoMemberLeft.class));
    }

    @Test
    void onlyEventsOnTheTopicMayBeDelivered() {
        assertBroken(new Example().published(1).ok("a", 0).okOfAnother("a", 1, 5).committed(1),
                List.of(NothingElseDelivered.class));
        assertBroken(new Example().published(1).okOfAnother("a", 0, 5).committed(1), List.of(NothingElseDelivered.class));
    }

    @Test
    void aPublicationThatFailsBreaksTheRun() {
        assertBroken(new Example().refused().committed(0), List.of(NothingRefused.class));
        assertBroken(new Example().refused().committed(0).allows(Allowance.REFUSED_PUBLICATIONS), List.of());
    }

    @Test
    void whereOffsetsAreCommittedBeforeOnlyAKilledWorkerLosesEvents() {
        assertBroken(new Example().published(3).ok("a", 0).crashed("a").ok("b", 2).committed(3).allows(Allowance.AT_MOST_ONCE),
                List.of());
        assertBroken(new Example().published(3).ok("a", 0).crashed("c").ok("b", 2).committed(3).allows(Allowance.AT_MOST_ONCE),
                List.of(NothingLost.class));
    }

    @Test
    void whereOffsetsAreCommittedBeforeNoCrashExplainsARepetition() {
        assertBroken(new Example().published(1).ok("a", 0).crashed("a").ok("b", 0).committed(1)
                .allows(Allowance.AT_MOST_ONCE), List.of(DuplicatesExplained.class));
    }

    @Test
    void recordsOfADeletedTopicAreNotJudged() {
        Example example = new Example().renewed().published(2).okOfAnother("a", 0, 7).okOfAnother("a", 9, 8).committed(9)
                .stable();
        assertBroken(example.ok("a", 0).ok("a", 1).committed(2), List.of());
        assertBroken(example.okOfAnother("a", 5, 7), List.of(NothingElseDelivered.class));
    }

    @Test
    void invocationsMustNotOverlapWhenATopicIsCreatedAgain() {
        Example example = new Example().renewed().published(2).ok("a", 0).stable().started("a", 1, 1);
        assertBroken(example.ended(Kind.OK, "a", 1, 1).committed(2), List.of());
        Example overlapping = new Example().renewed().published(1).startedForAnother("a", 5, 7).stable().ok("a", 0)
                .committed(1);
        assertBroken(overlapping, List.of(OneAtATime.class));
    }

    @Test
    void recordsOfTheLastTopicMustBeSettledAtAnyTime() {
        assertBroken(new Example().renewed().published(2).ok("a", 0).stable().committed(1), List.of(NothingLost.class));
        assertBroken(new Example().renewed().published(1).ok("a", 0).ok("b", 0).stable().committed(1),
                List.of(DuplicatesExplained.class));
    }
}
