package io.quarkiverse.eventstream.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StreamObserverTest {

    private static final ConsumerRecord<byte[], byte[]> RECORD = new ConsumerRecord<>("t", 0, 0, null, null);

    private final List<String> told = new ArrayList<>();

    private StreamObserver groups(GroupObservation observation) {
        return new StreamObserver() {

            @Override
            public GroupObservation consuming(ObservedGroup group) {
                return observation;
            }
        };
    }

    private final GroupObservation watching = new GroupObservation() {

        @Override
        public boolean observesRecords() {
            return true;
        }

        @Override
        public void positioned() {
            told.add("settled");
        }

        @Override
        public void undecodable(ConsumerRecord<byte[], byte[]> record) {
            told.add("undecodable");
        }

        @Override
        public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
            told.add("done");
        }
    };

    private final GroupObservation failing = new GroupObservation() {

        @Override
        public boolean observesRecords() {
            throw new IllegalStateException("observesRecords");
        }

        @Override
        public void positioned() {
            throw new IllegalStateException("settled");
        }

        @Override
        public void undecodable(ConsumerRecord<byte[], byte[]> record) {
            throw new IllegalStateException("undecodable");
        }

        @Override
        public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
            throw new AssertionError("done");
        }
    };

    @Test
    void whatOneObserverThrowsReachesNeitherTheOthersNorTheBus() {
        GroupObservation group = StreamObserver.of(List.of(groups(failing), groups(watching))).consuming(null);

        assertThat(group.observesRecords()).isTrue();
        group.positioned();
        group.undecodable(RECORD);
        group.settled(RECORD, List.of());

        assertThat(told).containsExactly("settled", "undecodable", "done");
    }

    @Test
    void recordsAreNotWatchedIfNobodyDoes() {
        assertThat(StreamObserver.of(List.of(groups(failing), groups(new GroupObservation() {}))).consuming(null)
                .observesRecords()).isFalse();
    }
}
