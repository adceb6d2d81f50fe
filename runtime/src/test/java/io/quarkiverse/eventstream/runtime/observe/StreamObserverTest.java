package io.quarkiverse.eventstream.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StreamObserverTest {

    private static final ConsumerRecord<byte[], byte[]> RECORD = new ConsumerRecord<>("t", 0, 0, null, null);

    private final List<String> observed = new ArrayList<>();

    private StreamObserver groups(GroupObservation observation) {
        return new StreamObserver() {

            @Override
            public GroupObservation consuming(ObservedGroup group) {
                return observation;
            }
        };
    }

    private final GroupObservation recording = new GroupObservation() {

        @Override
        public boolean observesRecords() {
            return true;
        }

        @Override
        public void positioned() {
            observed.add("positioned");
        }

        @Override
        public void undecodable(ConsumerRecord<byte[], byte[]> record) {
            observed.add("undecodable");
        }

        @Override
        public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
            observed.add("settled");
        }
    };

    private final GroupObservation failing = new GroupObservation() {

        @Override
        public boolean observesRecords() {
            throw new IllegalStateException("observesRecords");
        }

        @Override
        public void positioned() {
            throw new IllegalStateException("positioned");
        }

        @Override
        public void undecodable(ConsumerRecord<byte[], byte[]> record) {
            throw new IllegalStateException("undecodable");
        }

        @Override
        public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
            throw new AssertionError("settled");
        }
    };

    @Test
    void anExceptionOfAnObserverReachesNeitherTheOthersNorTheBus() {
        GroupObservation group = StreamObserver.of(List.of(groups(failing), groups(recording))).consuming(null);

        assertThat(group.observesRecords()).isTrue();
        group.positioned();
        group.undecodable(RECORD);
        group.settled(RECORD, List.of());

        assertThat(observed).containsExactly("positioned", "undecodable", "settled");
    }

    @Test
    void recordsAreNotObservedIfNoObserverWantsThem() {
        assertThat(StreamObserver.of(List.of(groups(failing), groups(new GroupObservation() {}))).consuming(null)
                .observesRecords()).isFalse();
    }
}
