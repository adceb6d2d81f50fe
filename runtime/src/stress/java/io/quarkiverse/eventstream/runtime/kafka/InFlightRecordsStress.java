package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The answer to a record comes while its producer is given up, and another record takes its slot: it is removed once. */
@JCStressTest
@State
@Outcome(id = {"1, 0, 0", "1, 0, 1"}, expect = Expect.ACCEPTABLE, desc = "The answer removed the record.")
@Outcome(id = {"0, 1, 0", "0, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "The end of the producer removed the record.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The record was lost, or removed twice.")
public class InFlightRecordsStress {

    private static final TopicLane LANE = new TopicLane("orders", new InFlightCount(1));

    private final InFlightRecords records = new InFlightRecords(2);
    private final PendingRecord record = record();
    private final PendingRecord other = record();

    /** Has the record in flight. */
    public InFlightRecordsStress() {
        records.add(record, 0);
    }

    private static PendingRecord record() {
        return new PendingRecord(new ProducerRecord<>("orders", null), 1, Duration.ofSeconds(1), (written, error) -> {}, LANE,
                null);
    }

    @Actor
    public void answerAndSend(III_Result result) {
        result.r1 = records.remove(record) ? 1 : 0;
        records.add(other, 0);
    }

    @Actor
    public void giveUp(III_Result result) {
        records.removeAll(removed -> {
            if (removed == record) {
                result.r2++;
            } else {
                result.r3++;
            }
        });
    }
}
