package io.quarkiverse.eventstream.runtime.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.model.Position;

class CommitFrontierTest {

    private static final int EPOCH = 3;

    private final CommitFrontier frontier = new CommitFrontier(Position.at(10));

    @Test
    void nothingFetchedMeansNothingToCommitBeyondThePosition() {
        assertThat(frontier.committable()).isEqualTo(10);
    }

    @Test
    void theFrontierStaysAtTheLowestRecordThatIsNotSettled() {
        CommitFrontier.Mark first = frontier.received(10, EPOCH);
        CommitFrontier.Mark second = frontier.received(11, EPOCH);
        frontier.received(12, EPOCH);

        second.settle();
        assertThat(frontier.committable()).isEqualTo(10);
        first.settle();
        assertThat(frontier.committable()).isEqualTo(12);
    }

    @Test
    void whenAllRecordsAreSettledTheFrontierIsOnePastTheLast() {
        frontier.received(10, EPOCH).settle();
        frontier.received(15, EPOCH).settle();

        assertThat(frontier.committable()).isEqualTo(16);
    }

    @Test
    void whatIsSkippedMovesTheFrontierUnlessSomethingBeforeItIsUnfinished() {
        frontier.skipped(10, EPOCH);
        assertThat(frontier.committable()).isEqualTo(11);

        CommitFrontier.Mark unfinished = frontier.received(11, EPOCH);
        frontier.skipped(12, EPOCH);
        assertThat(frontier.committable()).isEqualTo(11);
        unfinished.settle();
        assertThat(frontier.committable()).isEqualTo(13);
    }

    @Test
    void settlingTwiceChangesNothing() {
        CommitFrontier.Mark mark = frontier.received(10, EPOCH);
        frontier.received(11, EPOCH);
        mark.settle();
        mark.settle();

        assertThat(frontier.committable()).isEqualTo(11);
    }

    @Test
    void settledRecordsAreNotKeptEvenWithoutCommits() {
        for (int offset = 10; offset < 10_000; offset++) {
            frontier.received(offset, EPOCH).settle();
        }

        assertThat(frontier.held()).isZero();
    }

    @Test
    void aPartitionThatBeginsAgainIsCommittedAgain() {
        CommitFrontier.Mark old = frontier.received(10, EPOCH);
        CommitFrontier.Mark first = frontier.received(0, EPOCH);
        frontier.received(1, EPOCH);
        assertThat(frontier.committable()).isZero();

        first.settle();
        old.settle();
        assertThat(frontier.committable()).isEqualTo(1);
    }

    @Test
    void aLogThatIsTruncatedLeavesWhatIsHeldBelow() {
        CommitFrontier.Mark[] marks = new CommitFrontier.Mark[30];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = frontier.received(10 + i, EPOCH);
        }

        frontier.received(25, EPOCH + 1).settle();
        assertThat(frontier.committable()).isEqualTo(10);
        assertThat(frontier.held()).isEqualTo(16);
        for (int i = 0; i < 15; i++) {
            marks[i].settle();
        }
        assertThat(frontier.committable()).isEqualTo(26);
    }

    @Test
    void whatIsNoRecordMovesTheFrontierUnlessSomethingBeforeItIsUnfinished() {
        frontier.fetchedUpTo(Position.at(12));
        assertThat(frontier.committable()).isEqualTo(12);

        CommitFrontier.Mark unfinished = frontier.received(12, EPOCH);
        frontier.fetchedUpTo(Position.at(20));
        assertThat(frontier.committable()).isEqualTo(12);
        unfinished.settle();
        assertThat(frontier.committable()).isEqualTo(20);
        assertThat(frontier.position()).isEqualTo(20);
    }

    @Test
    void aPositionFromBeforeTheLastRecordChangesNothing() {
        frontier.received(10, EPOCH).settle();

        frontier.fetchedUpTo(new Position(5, EPOCH - 1));

        assertThat(frontier.committable()).isEqualTo(11);
        assertThat(frontier.committableEpoch()).isEqualTo(EPOCH);
    }

    @Test
    void theEpochIsThatOfTheRecordBefore() {
        CommitFrontier begun = new CommitFrontier(new Position(10, 1));
        CommitFrontier.Mark first = begun.received(10, 2);
        begun.skipped(11, 3);
        CommitFrontier.Mark second = begun.received(12, 4);

        assertThat(begun.committable()).isEqualTo(10);
        assertThat(begun.committableEpoch()).isEqualTo(1);
        first.settle();
        assertThat(begun.committable()).isEqualTo(12);
        assertThat(begun.committableEpoch()).isEqualTo(3);
        second.settle();
        assertThat(begun.committable()).isEqualTo(13);
        assertThat(begun.committableEpoch()).isEqualTo(4);
        begun.fetchedUpTo(new Position(14, 5));
        assertThat(begun.committable()).isEqualTo(14);
        assertThat(begun.committableEpoch()).isEqualTo(5);
    }
}
