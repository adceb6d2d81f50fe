package io.quarkiverse.eventstream.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitFrontierTest {

    private final CommitFrontier frontier = new CommitFrontier(10);

    @Test
    void nothingFetchedMeansNothingToCommitBeyondThePosition() {
        assertThat(frontier.committable()).isEqualTo(10);
    }

    @Test
    void theFrontierStaysAtTheLowestRecordThatIsNotDone() {
        CommitFrontier.Mark first = frontier.received(10);
        CommitFrontier.Mark second = frontier.received(11);
        frontier.received(12);

        second.done();
        assertThat(frontier.committable()).isEqualTo(10);
        first.done();
        assertThat(frontier.committable()).isEqualTo(12);
    }

    @Test
    void whenAllIsDoneTheFrontierIsOnePastTheLastRecord() {
        frontier.received(10).done();
        frontier.received(15).done();

        assertThat(frontier.committable()).isEqualTo(16);
    }

    @Test
    void whatIsSkippedMovesTheFrontierUnlessSomethingBeforeItIsUnfinished() {
        frontier.skipped(10);
        assertThat(frontier.committable()).isEqualTo(11);

        CommitFrontier.Mark unfinished = frontier.received(11);
        frontier.skipped(12);
        assertThat(frontier.committable()).isEqualTo(11);
        unfinished.done();
        assertThat(frontier.committable()).isEqualTo(13);
    }

    @Test
    void doneTwiceIsDone() {
        CommitFrontier.Mark mark = frontier.received(10);
        frontier.received(11);
        mark.done();
        mark.done();

        assertThat(frontier.committable()).isEqualTo(11);
    }

    @Test
    void whatIsDoneIsNotKeptEvenIfNobodyCommits() {
        for (int offset = 10; offset < 10_000; offset++) {
            frontier.received(offset).done();
        }

        assertThat(frontier.held()).isZero();
    }

    @Test
    void aPartitionThatBeginsAnewIsCommittedAnew() {
        CommitFrontier.Mark old = frontier.received(10);
        CommitFrontier.Mark first = frontier.received(0);
        frontier.received(1);
        assertThat(frontier.committable()).isZero();

        first.done();
        old.done();
        assertThat(frontier.committable()).isEqualTo(1);
    }
}
